"use client";

import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { beginText, readText } from "@/components/mentions/mention-dom";
import { MentionField } from "@/components/mentions/mention-field";
import { longest } from "@/contract/script/fields";
import type { CellFieldProps } from "./cell-field";
import { CellProblem } from "./cell-problem";
import { useCellTyping } from "./use-cell-typing";

/** The description while somebody types in it: a CellField in which `@` names people and things as chips. Shift+Enter breaks the line. */
export function DescriptionField({ label, start, typed, ...typing }: Omit<CellFieldProps, "column">) {
  const [text, setText] = useState(start);
  const [first] = useState(start);
  const box = useRef<HTMLDivElement>(null);
  const fieldOf = () => box.current?.querySelector<HTMLElement>("[role=textbox]");
  const { problem, save, cancel, forgive } = useCellTyping(typing, () => {
    const field = fieldOf();
    return field ? readText(field).trim() : text;
  });
  useLayoutEffect(() => {
    const field = box.current?.querySelector<HTMLElement>("[role=textbox]");
    if (!field) return;
    beginText(field, first, { preventScroll: true });
    if (typed) document.getSelection()?.collapseToEnd();
  }, [first, typed]);
  const onKeyDownCapture = (event: KeyboardEvent) => {
    const choosing = fieldOf()?.hasAttribute("aria-controls");
    if (choosing || event.nativeEvent.isComposing) return;
    if (event.key === "Escape") cancel();
    else if (event.key === "Tab") save(event.shiftKey ? "left" : "right");
    else if (event.key === "Enter" && !(event.altKey || event.shiftKey)) save("down");
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the field inside, heard before it makes them a line break
    <div
      ref={box}
      onKeyDownCapture={onKeyDownCapture}
      onKeyDown={(event) => event.stopPropagation()}
      onInput={forgive}
      onBlur={({ currentTarget, relatedTarget }) => !currentTarget.contains(relatedTarget) && save("stay")}
      className="absolute top-0 left-0 z-30 w-full bg-raised shadow-float"
    >
      <MentionField
        label={label}
        value={text}
        onChange={setText}
        maxLength={longest.description}
        className="max-h-48! min-h-[43px]! rounded-none! border-0! bg-raised! px-2! py-3! leading-5 outline-2! outline-accent! -outline-offset-2!"
      />
      <CellProblem text={problem} />
    </div>
  );
}
