"use client";

import { Section } from "@/components/ui/section";
import { type Change, Fact, FactList, TextFact } from "../fact";
import type { Character } from "../use-character-edits";

interface VoiceTabProps {
  character: Character;
  editable: boolean;
  onChange: Change;
}

/** How the character sounds, in words: all that is kept of a voice for now. */
export function VoiceTab({ character, editable, onChange }: VoiceTabProps) {
  return (
    <div className="grid gap-6">
      <Section title="Voice">
        <FactList>
          <Fact label="Sounds">
            <TextFact
              label="Voice"
              value={character.voice.description ?? ""}
              placeholder="Gruff, slow, a smoker's laugh"
              multiline
              editable={editable}
              words={(text) => ({ voice: text === "" ? {} : { description: text } })}
              onChange={onChange}
              className="max-w-prose whitespace-pre-line"
            />
          </Fact>
        </FactList>
      </Section>
      <p className="max-w-prose text-muted">
        Recordings, reference takes and spoken lines have no place in this studio yet. This line is kept with the
        character for whoever casts the voice.
      </p>
    </div>
  );
}
