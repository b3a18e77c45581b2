"use client";

import { Section } from "@/components/ui/section";
import { CopyWord } from "../copy-word";
import { type Change, Fact, FactList, TextFact } from "../fact";
import type { Character } from "../use-character-edits";

interface LoraTabProps {
  character: Character;
  editable: boolean;
  onChange: Change;
}

/** The words a LoRA of this character will be called by. Nothing trains one here yet, and the page says so. */
export function LoraTab({ character, editable, onChange }: LoraTabProps) {
  const { name, triggerWord, packages } = character;
  return (
    <div className="grid gap-8">
      <Section title="Trigger word" description="It calls the character's LoRA, and no other character of the project.">
        <FactList>
          <Fact label="Word">
            <div className="flex items-center gap-1">
              <TextFact
                label="Trigger word"
                value={triggerWord ?? ""}
                placeholder="Give it one, like mara_character"
                editable={editable}
                words={(text) => ({ triggerWord: text === "" ? null : text })}
                onChange={onChange}
                className="code"
              />
              {triggerWord !== null && <CopyWord value={triggerWord} label="Copy the trigger word" />}
            </div>
          </Fact>
        </FactList>
      </Section>
      <Section title="Names" description="One LoRA an outfit. They are given on the outfits tab.">
        <ul className="border-t">
          {packages.map(({ id, name: outfit, loraName, suggestedLoraName }) => (
            <li key={id} className="flex min-h-10 flex-wrap items-center gap-x-4 border-b">
              <span className="min-w-32">{outfit}</span>
              {loraName === null ? (
                <span className="text-muted">
                  None kept; by the rule <span className="code">{suggestedLoraName}</span>
                </span>
              ) : (
                <span className="flex items-center gap-1">
                  <span className="code">{loraName}</span>
                  <CopyWord value={loraName} label={`Copy ${loraName}`} />
                </span>
              )}
            </li>
          ))}
        </ul>
      </Section>
      <p className="max-w-prose text-muted">
        No LoRA of {name} has been trained. This studio cannot train one yet: files, checkpoints and their approval will
        stand here once it can. The words above are kept until then.
      </p>
    </div>
  );
}
