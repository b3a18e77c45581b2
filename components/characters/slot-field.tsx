"use client";

import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Textarea } from "@/components/ui/textarea";
import { reweigh } from "@/contract/prompt/reweigh";

interface SlotFieldProps {
  title: string;
  example: string;
  value: string;
  editable: boolean;
  onFocus?: () => void;
  /** What stands in the field while it is being written; undefined when it is as saved. */
  onDraft: (text: string | undefined) => void;
  /** Saves; `was` is what stood there when the person began. Answers why it was refused. */
  onSave: (text: string, was: string) => Promise<string | undefined>;
}

/** A part of a prompt: always a field, saved on leaving. Mod+Up and Mod+Down weigh the selected words. */
export function SlotField({ title, example, value, editable, onFocus, onDraft, onSave }: SlotFieldProps) {
  const id = useId();
  const [text, setText] = useState(value);
  const [problem, setProblem] = useState<string>();
  const began = useRef<string>(undefined);
  // Somebody else's words arrive in a field nobody writes in.
  useEffect(() => {
    if (began.current === undefined) setText(value);
  }, [value]);
  const write = (next: string) => {
    setText(next);
    onDraft(next);
  };
  const leave = async () => {
    const was = began.current ?? value;
    began.current = undefined;
    if (text.trim() === was.trim()) {
      setText(value);
      return onDraft(undefined);
    }
    const refusal = await onSave(text, was);
    setProblem(refusal);
    if (refusal === undefined) onDraft(undefined);
    else began.current = was;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    event.stopPropagation();
    const field = event.currentTarget;
    if (event.key === "Escape") {
      write(began.current ?? value);
      requestAnimationFrame(() => field.blur());
    }
    const mod = event.ctrlKey || event.metaKey;
    if (mod && event.key === "Enter") field.blur();
    if (!mod || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    const step = event.key === "ArrowUp" ? 0.1 : -0.1;
    const next = reweigh(text, field.selectionStart, field.selectionEnd, step);
    write(next.text);
    requestAnimationFrame(() => field.setSelectionRange(next.start, next.end));
  };
  return (
    <div className="grid gap-x-4 gap-y-1 sm:grid-cols-[112px_minmax(0,1fr)]">
      <label htmlFor={id} className="pt-1.5 text-muted">
        {title}
      </label>
      <div className="grid gap-1">
        <Textarea
          id={id}
          rows={1}
          className="resize-none"
          value={text}
          readOnly={!editable}
          placeholder={example}
          maxLength={2000}
          aria-invalid={problem === undefined ? undefined : true}
          onFocus={() => {
            began.current ??= value;
            onFocus?.();
          }}
          onChange={({ currentTarget }) => write(currentTarget.value)}
          onBlur={() => void leave()}
          onKeyDown={onKeyDown}
        />
        {problem !== undefined && (
          <p role="alert" className="text-danger text-xs">
            {problem}
          </p>
        )}
      </div>
    </div>
  );
}
