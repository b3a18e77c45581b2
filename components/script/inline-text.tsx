"use client";

import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { cx } from "@/components/ui/cx";
import { fieldClass } from "@/components/ui/input";

interface InlineTextProps {
  /** "Description of SQ010_SH0020" */
  label: string;
  value: string;
  /** Shown instead of the value while nobody edits. */
  children?: ReactNode;
  placeholder?: string;
  /** A refusal keeps the field open and says why; undefined lets the text through. */
  check?: (text: string) => string | undefined;
  /** `was` is what stood there when the person began: by now somebody else may have changed it. */
  onSave: (text: string, was: string) => void;
  multiline?: boolean;
  disabled?: boolean;
  tabIndex?: number;
  className?: string;
}

/** Text that turns into a field when pressed: Enter or leaving saves, Escape keeps what was. */
export function InlineText({
  label,
  value,
  children,
  placeholder,
  check,
  onSave,
  multiline,
  disabled,
  tabIndex,
  className,
}: InlineTextProps) {
  const [editing, setEditing] = useState(false);
  const [problem, setProblem] = useState<string>();
  const button = useRef<HTMLButtonElement>(null);
  const began = useRef(value);
  const shown = children ?? (value === "" ? <span className="text-muted">{placeholder}</span> : value);
  if (disabled) return <span className={cx("block", className)}>{shown}</span>;
  if (!editing)
    return (
      <button
        ref={button}
        type="button"
        tabIndex={tabIndex}
        onClick={() => {
          began.current = value;
          setEditing(true);
        }}
        className={cx("-mx-1.5 block cursor-text rounded-[4px] px-1.5 text-left hover:bg-hover", className)}
      >
        <span className="sr-only">{label}: </span>
        {shown}
      </button>
    );
  const close = (refocus: boolean) => {
    setEditing(false);
    setProblem(undefined);
    if (refocus) requestAnimationFrame(() => button.current?.focus());
  };
  const save = (field: HTMLInputElement | HTMLTextAreaElement, refocus: boolean) => {
    const text = field.value.trim();
    const changed = text !== began.current;
    const refusal = changed ? check?.(text) : undefined;
    if (refusal !== undefined) return setProblem(refusal);
    if (changed) onSave(text, began.current);
    close(refocus);
  };
  const shared = {
    "aria-label": label,
    "aria-invalid": problem === undefined ? undefined : (true as const),
    title: problem,
    defaultValue: value,
    autoFocus: true,
    onFocus: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => event.currentTarget.select(),
    onBlur: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => save(event.currentTarget, false),
    onKeyDown: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      event.stopPropagation();
      if (event.key === "Escape") close(true);
      if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
      event.preventDefault();
      save(event.currentTarget, true);
    },
    className: cx(
      fieldClass,
      "-mx-1.5 w-[calc(100%+12px)] px-1.5!",
      multiline ? "field-sizing-content max-h-48 py-1" : "h-7",
    ),
  };
  return (
    <span className={cx("block", className)}>
      {multiline ? <textarea rows={2} {...shared} /> : <input {...shared} />}
      {problem !== undefined && (
        <span role="alert" className="block text-danger text-xs">
          {problem}
        </span>
      )}
    </span>
  );
}
