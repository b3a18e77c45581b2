"use client";

import { Plus, X } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";

interface PhraseListProps {
  label: string;
  /** "goatee": what a person may write. */
  example: string;
  phrases: readonly string[];
  editable: boolean;
  /** Chips for short features; lines for sentences. */
  shape: "chips" | "lines";
  /** The sign before each: "+" for what must be, "−" for what must not. */
  sign: string;
  /** Saves the whole list; answers why it was refused. */
  onChange: (phrases: string[]) => Promise<string | undefined>;
}

/** Phrases that are added with Enter and taken out one by one; several at once divided by line breaks or semicolons. */
export function PhraseList({ label, example, phrases, editable, shape, sign, onChange }: PhraseListProps) {
  const [problem, setProblem] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const save = (next: string[]) => onChange(next).then(setProblem);
  const add = (event: FormEvent) => {
    event.preventDefault();
    const field = input.current;
    if (!field) return;
    const fresh = field.value.split(/[;\n]/).map((part) => part.trim());
    const next = [...new Set([...phrases, ...fresh.filter((part) => part !== "")])];
    // Emptied only when it is saved: what was refused stays to be mended.
    if (next.length > phrases.length)
      void onChange(next).then((refusal) => {
        setProblem(refusal);
        if (refusal === undefined) field.value = "";
      });
    else field.value = "";
  };
  const remove = (phrase: string) => {
    const at = phrases.indexOf(phrase);
    void save(phrases.filter((other) => other !== phrase));
    requestAnimationFrame(() => {
      const buttons = list.current?.querySelectorAll("button");
      (buttons?.[Math.min(at, buttons.length - 1)] ?? input.current)?.focus();
    });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation();
    if (event.key === "Escape") event.currentTarget.value = "";
    const last = phrases.at(-1);
    if (event.key === "Backspace" && event.currentTarget.value === "" && last !== undefined && shape === "chips")
      remove(last);
  };
  return (
    <div className="grid content-start gap-2">
      <h3 className="text-muted text-xs">{label}</h3>
      {phrases.length > 0 ? (
        <ul ref={list} className={shape === "chips" ? "flex flex-wrap gap-1.5" : "grid gap-1"}>
          {phrases.map((phrase) => (
            <li
              key={phrase}
              className={cx(
                "flex min-w-0 gap-1.5",
                shape === "lines" && "items-start",
                shape === "chips" &&
                  "h-7 items-center rounded-control border border-edge bg-surface pl-2 pointer-coarse:h-11",
                shape === "chips" && !editable && "pr-2",
              )}
            >
              <span aria-hidden className="num w-3 shrink-0 text-center text-muted">
                {sign}
              </span>
              <span className={cx("min-w-0", shape === "chips" ? "truncate" : "flex-1 text-pretty")}>{phrase}</span>
              {editable && (
                <IconButton
                  label={`Take out ${phrase}`}
                  icon={<X />}
                  onClick={() => remove(phrase)}
                  className={shape === "chips" ? "size-7!" : "-my-1.5"}
                />
              )}
            </li>
          ))}
        </ul>
      ) : (
        !editable && <p className="text-muted">None</p>
      )}
      {editable && (
        <form onSubmit={add} className="flex max-w-96 gap-1.5">
          <Input
            ref={input}
            aria-label={`Add to ${label.toLowerCase()}`}
            aria-invalid={problem === undefined ? undefined : true}
            placeholder={example}
            autoComplete="off"
            onKeyDown={onKeyDown}
          />
          <IconButton type="submit" label={`Add to ${label.toLowerCase()}`} icon={<Plus />} />
        </form>
      )}
      {problem !== undefined && (
        <p role="alert" className="text-danger text-xs">
          {problem}
        </p>
      )}
    </div>
  );
}
