"use client";

import dynamic from "next/dynamic";
import { mediaUrl } from "@/components/media/url";
import { Section } from "@/components/ui/section";
import type { Picture } from "@/contract/media";
import type { Change } from "../fact";
import { IdentityCard } from "../identity-card";
import { PhraseList } from "../phrase-list";
import type { Character } from "../use-character-edits";
import { useInView } from "../use-in-view";

const PromptBuilder = dynamic(() => import("../prompt-builder").then((file) => file.PromptBuilder), {
  loading: () => <div className="h-[720px]" />,
});
const Palette = dynamic(() => import("../palette/palette").then((file) => file.Palette), {
  loading: () => <div className="h-28" />,
});
const LineUp = dynamic(() => import("../lineup/line-up").then((file) => file.LineUp), {
  ssr: false,
  loading: () => <div className="h-[340px]" />,
});

interface BibleTabProps {
  character: Character;
  pictures: readonly Picture[];
  editable: boolean;
  onChange: Change;
  /** The character with every edit of mine in it, drawn or not. */
  current: () => Character;
}

/** Where a character is decided: who, how a prompt says it, what to keep to, which colours, how tall. */
export function BibleTab({ character, pictures, editable, onChange, current }: BibleTabProps) {
  const { id, name, mustHave, mustNot, dos, donts, palette } = character;
  const { ref, seen } = useInView<HTMLDivElement>("400px");
  const list = (
    field: "mustHave" | "mustNot" | "dos" | "donts",
    label: string,
    example: string,
    shape: "chips" | "lines",
    sign: string,
  ) => (
    <PhraseList
      label={label}
      example={example}
      phrases={character[field]}
      editable={editable}
      shape={shape}
      sign={sign}
      onChange={(phrases) => onChange({ [field]: phrases }, label, { [field]: character[field] })}
    />
  );
  return (
    <div className="grid gap-9">
      <Section title="Identity">
        <IdentityCard character={character} editable={editable} onChange={onChange} />
      </Section>
      <Section
        title="Features"
        description="A must-have goes into every prompt, a must-not into every negative."
        count={mustHave.length + mustNot.length}
      >
        <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
          {list("mustHave", "Must have", "goatee", "chips", "+")}
          {list("mustNot", "Must not have", "beard", "chips", "−")}
        </div>
      </Section>
      <Section
        title="Prompt"
        description="Character, expression, pose, action, setting: written in this order. (words) count more, [words] less, (words:1.3) exactly so."
      >
        <PromptBuilder character={character} editable={editable} onChange={onChange} current={current} />
      </Section>
      <Section title="Do and don't" count={dos.length + donts.length}>
        <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
          {list("dos", "Do", "Light her from the lamp she carries", "lines", "+")}
          {list("donts", "Don't", "Never without the coat", "lines", "−")}
        </div>
      </Section>
      <Section title="Palette" count={palette.length}>
        <Palette name={name} palette={palette} pictures={pictures} editable={editable} onChange={onChange} />
      </Section>
      <Section title="Height of the cast">
        <div ref={ref} className="min-h-[340px]">
          {seen && <LineUp characterId={id} />}
        </div>
      </Section>
      <Beginning character={character} />
    </div>
  );
}

/** What the character began as, kept as it was given (A1). */
function Beginning({
  character: { startedFrom, startPrompt, startMediaId, name, createdAt },
}: {
  character: Character;
}) {
  if (startedFrom === null) return null;
  return (
    <Section title="Began as">
      {startedFrom === "prompt" ? (
        <figure className="grid gap-1.5">
          <blockquote className="max-w-prose select-text whitespace-pre-line border-l-2 pl-3">{startPrompt}</blockquote>
          <figcaption className="text-muted text-xs">
            The prompt {name} was started from on {createdAt.slice(0, 10)}, letter for letter.
          </figcaption>
        </figure>
      ) : (
        <figure className="flex items-end gap-3">
          {startMediaId !== null && (
            <a href={mediaUrl(startMediaId, "original")} target="_blank" rel="noreferrer" className="rounded-picture">
              <img
                src={mediaUrl(startMediaId, 256)}
                alt={`What ${name} was started from`}
                loading="lazy"
                className="h-32 w-auto rounded-picture"
              />
            </a>
          )}
          <figcaption className="text-muted text-xs">
            The picture {name} was started from on {createdAt.slice(0, 10)}.
          </figcaption>
        </figure>
      )}
    </Section>
  );
}
