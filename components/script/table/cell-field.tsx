"use client";

import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { cx } from "@/components/ui/cx";
import type { Column } from "@/contract/script/columns";
import { CellProblem } from "./cell-problem";
import { type CellTyping, useCellTyping } from "./use-cell-typing";

export interface CellFieldProps extends CellTyping {
  label: string;
  column: Column;
  /** What it starts with: the cell's text, or the letter that was typed over it. */
  start: string;
  /** The letter typed over a cell: the caret stands behind it; else the text is chosen whole. */
  typed: boolean;
}

/** A cell while somebody types in it. Enter and Tab save and walk on, Escape keeps what was, leaving saves. */
export function CellField({ label, column, start, typed, ...typing }: CellFieldProps) {
  const [text] = useState(start);
  const field = useRef<HTMLTextAreaElement>(null);
  const { problem, save, cancel, forgive } = useCellTyping(typing, () => field.current?.value ?? "");
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.focus({ preventScroll: true });
    if (typed) element.setSelectionRange(text.length, text.length);
    else element.select();
  }, [text, typed]);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") cancel();
    else if (event.key === "Tab") save(event.shiftKey ? "left" : "right");
    else if (event.key === "Enter" && !(event.altKey || event.shiftKey)) save("down");
    else if (event.key === "Enter" && event.shiftKey && column.id !== "description") save("up");
    else return;
    event.preventDefault();
  };
  return (
    <>
      <textarea
        ref={field}
        rows={1}
        aria-label={label}
        aria-invalid={problem === undefined ? undefined : true}
        defaultValue={text}
        spellCheck={column.id === "description"}
        onKeyDown={onKeyDown}
        onBlur={() => save("stay")}
        onInput={forgive}
        className={cx(
          "absolute top-0 left-0 z-30 block min-h-[43px] w-full resize-none rounded-none border-0 bg-raised px-2 py-3 text-sm leading-5 shadow-float outline-2 outline-accent -outline-offset-2",
          column.id === "description" ? "field-sizing-content max-h-48" : "overflow-hidden whitespace-nowrap",
          column.numeric && "num text-right",
          column.id === "code" && "code",
        )}
      />
      <CellProblem text={problem} />
    </>
  );
}
