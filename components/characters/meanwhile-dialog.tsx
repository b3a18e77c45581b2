"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { Character, CharacterWords, Meanwhile } from "./use-character-edits";

interface MeanwhileDialogProps {
  character: Character;
  meanwhile: Meanwhile;
  onInsist: () => void;
  onYield: () => void;
}

/** Two people wrote at one place: both texts side by side, and neither is lost before somebody chooses. */
export function MeanwhileDialog({ character, meanwhile: { what, words }, onInsist, onYield }: MeanwhileDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onYield()}
      title={`${what}: somebody else changed it meanwhile`}
      description="Theirs is what is saved now. Yours is kept here until you choose."
      footer={
        <>
          <Button onClick={onYield}>Keep theirs</Button>
          <Button variant="primary" onClick={onInsist}>
            Save mine instead
          </Button>
        </>
      }
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Words title="Theirs" lines={linesOf(character as CharacterWords, words)} />
        <Words title="Yours" lines={linesOf(words, words)} />
      </div>
    </Dialog>
  );
}

function Words({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <section className="grid content-start gap-1.5">
      <h3 className="text-muted text-xs">{title}</h3>
      {lines.map((line) => (
        <p key={line} className="select-text whitespace-pre-line break-words rounded-control bg-well px-2.5 py-1.5">
          {line || "Empty"}
        </p>
      ))}
    </section>
  );
}

/** What `of` says in the fields that `asked` names, in words. */
const linesOf = (of: CharacterWords, asked: CharacterWords): string[] =>
  (Object.keys(asked) as (keyof CharacterWords)[]).flatMap((field) =>
    field === "fragments"
      ? Object.keys(asked.fragments ?? {}).map(
          (slot) => of.fragments?.[slot as keyof NonNullable<CharacterWords["fragments"]>] ?? "",
        )
      : [inWords(of[field])],
  );

const inWords = (value: unknown): string => {
  if (Array.isArray(value))
    return value.map((one) => (typeof one === "string" ? one : `${one.hex} ${one.name}`.trim())).join("\n");
  if (typeof value === "boolean") return value ? "On" : "Off";
  if (typeof value === "object" && value !== null) return Object.values(value).join("\n");
  return value === null || value === undefined ? "" : String(value);
};
