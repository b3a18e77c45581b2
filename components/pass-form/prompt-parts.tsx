"use client";

import { useId, useState } from "react";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { joinParts } from "@/contract/prompt/join";
import { readPart, type WeighedPart, writePart } from "@/contract/prompt/part-weight";
import { type PromptSlot, promptSlots, slotWords } from "@/contract/prompt/slots";

type Parts = Record<PromptSlot, WeighedPart>;

// What was written in parts is found again as long as the text is the same: a prompt itself holds no borders.
const remembered = new Map<string, Parts>();
const most = 100;

const write = (parts: Parts): string => joinParts(promptSlots.map((slot) => writePart(parts[slot])));
const read = (text: string): Parts => {
  const nothing: WeighedPart = { text: "", weight: 1 };
  return (
    remembered.get(text) ?? {
      ...{ expression: nothing, pose: nothing, action: nothing, setting: nothing },
      character: readPart(text),
    }
  );
};

/** The seeds' five parts in their order, each with a weight; together they are the prompt, letter for letter. */
export function PromptParts({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const id = useId();
  const [held, setHeld] = useState<{ text: string; parts: Parts }>(() => ({ text: value, parts: read(value) }));
  // Somebody wrote elsewhere, a chip for example: what came to the end belongs to the last part.
  const parts = held.text === value ? held.parts : grown(held, value);
  const put = (slot: PromptSlot, part: Partial<WeighedPart>) => {
    const next = { ...parts, [slot]: { ...parts[slot], ...part } };
    const text = write(next);
    if (remembered.size >= most) remembered.delete(remembered.keys().next().value ?? "");
    remembered.set(text, next);
    setHeld({ text, parts: next });
    onChange(text);
  };
  return (
    <div className="grid gap-2">
      {promptSlots.map((slot) => (
        <div key={slot} className="grid grid-cols-[minmax(0,1fr)_64px] gap-x-1.5 gap-y-0.5">
          <label htmlFor={`${id}${slot}`} className="text-muted text-xs">
            {slotWords[slot].title}
          </label>
          <label htmlFor={`${id}${slot}w`} className="text-muted text-xs">
            Weight<span className="sr-only"> of {slotWords[slot].title}</span>
          </label>
          <Textarea
            id={`${id}${slot}`}
            rows={1}
            value={parts[slot].text}
            placeholder={slotWords[slot].example}
            onChange={(event) => put(slot, { text: event.currentTarget.value })}
          />
          <Input
            id={`${id}${slot}w`}
            type="number"
            min={0.1}
            max={3}
            step={0.05}
            value={parts[slot].weight}
            onChange={(event) => {
              const weight = event.currentTarget.valueAsNumber;
              if (Number.isFinite(weight)) put(slot, { weight: Math.min(3, Math.max(0.1, weight)) });
            }}
            className="num"
          />
        </div>
      ))}
    </div>
  );
}

const grown = ({ text, parts }: { text: string; parts: Parts }, value: string): Parts => {
  if (remembered.has(value) || !value.startsWith(text) || text === "") return read(value);
  const added = value.slice(text.length).replace(/^[\s,]+/, "");
  const last = promptSlots.findLast((slot) => parts[slot].text !== "") ?? "character";
  const { text: before, weight } = parts[last];
  return { ...parts, [last]: { text: joinParts([before, added]), weight } };
};
