"use client";

import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { cx } from "@/components/ui/cx";
import type { Column } from "@/contract/script/columns";
import type { TableShot } from "@/contract/script/table-shot";

/** Where the person goes after typing: the neighbour to walk to. */
export type Leave = "down" | "up" | "right" | "left" | "stay";

interface CellFieldProps {
  label: string;
  column: Column;
  shot: TableShot;
  /** What it starts with: the cell's text, or the letter that was typed over it. */
  start: string;
  /** The letter typed over a cell: the caret stands behind it; else the text is chosen whole. */
  typed: boolean;
  /** A refusal in words keeps the field open. `from` is the shot as it stood when typing began. */
  onSave: (text: string, leave: Leave, from: TableShot) => Promise<string | undefined>;
  onCancel: () => void;
}

/** A cell while somebody types in it. Enter and Tab save and walk on, Escape keeps what was, leaving saves. */
export function CellField({ label, column, shot, start, typed, onSave, onCancel }: CellFieldProps) {
  // Somebody may change the cell while it is typed in: what was seen is what stood there at the start.
  const [from] = useState(shot);
  const [text] = useState(start);
  const field = useRef<HTMLTextAreaElement>(null);
  const [problem, setProblem] = useState<string>();
  const settled = useRef(false);
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.focus({ preventScroll: true });
    if (typed) element.setSelectionRange(text.length, text.length);
    else element.select();
  }, [text, typed]);
  const save = (leave: Leave) => {
    if (settled.current) return;
    // Saving moves the focus, and the blur it causes asks to save again before this returns.
    settled.current = true;
    const answered = (refusal: string | undefined) => {
      settled.current = refusal === undefined;
      setProblem(refusal);
    };
    // What reads the text may not have arrived: then it was said why, and the field stays.
    onSave(field.current?.value ?? "", leave, from).then(answered, () => {
      settled.current = false;
    });
  };
  const cancel = () => {
    settled.current = true;
    onCancel();
  };
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
        onInput={() => problem !== undefined && setProblem(undefined)}
        className={cx(
          "absolute top-0 left-0 z-30 block min-h-[43px] w-full resize-none rounded-none border-0 bg-raised px-2 py-3 text-sm leading-5 shadow-float outline-2 outline-accent -outline-offset-2",
          column.id === "description" ? "field-sizing-content max-h-48" : "overflow-hidden whitespace-nowrap",
          column.numeric && "num text-right",
          column.id === "code" && "code",
        )}
      />
      {problem !== undefined && (
        <span
          role="alert"
          className="absolute top-full left-0 z-30 mt-1 w-max max-w-72 rounded-control bg-raised px-2 py-1 text-danger text-xs shadow-float"
        >
          {problem}
        </span>
      )}
    </>
  );
}
