"use client";

import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { cx } from "@/components/ui/cx";
import { beginText } from "./mention-dom";
import { MentionField } from "./mention-field";
import { MentionText } from "./mention-text";

interface InlineMentionProps {
  /** "Description of SQ010_SH0020" */
  label: string;
  value: string;
  /** The project's address: where the chips of a text that is only read lead to. */
  href?: string;
  placeholder?: string;
  maxLength?: number;
  /** `was` is what stood there when the person began: by now somebody else may have changed it. */
  onSave: (text: string, was: string) => void;
  disabled?: boolean;
  className?: string;
}

/** A longer text with chips that turns into a field for them when pressed: Enter or leaving saves, Shift+Enter breaks the line. */
export function InlineMention(props: InlineMentionProps) {
  const { label, value, href, placeholder, onSave, maxLength = 5000, disabled, className } = props;
  const [began, setBegan] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const shown =
    value === "" ? (
      <span className="text-muted">{placeholder}</span>
    ) : (
      <MentionText text={value} href={disabled ? href : undefined} />
    );
  if (disabled) return <span className={cx("block", className)}>{shown}</span>;
  if (began === null)
    return (
      <button
        ref={button}
        type="button"
        onClick={() => setBegan(value)}
        className={cx("-mx-1.5 block cursor-text rounded-[4px] px-1.5 text-left hover:bg-hover", className)}
      >
        <span className="sr-only">{label}: </span>
        {shown}
      </button>
    );
  const close = (refocus: boolean) => {
    setBegan(null);
    if (refocus) requestAnimationFrame(() => button.current?.focus());
  };
  return (
    <Editor
      {...{ label, maxLength, className }}
      was={began}
      onDone={(text, refocus) => {
        if (text !== began) onSave(text, began);
        close(refocus);
      }}
      onCancel={() => close(true)}
    />
  );
}

interface EditorProps {
  label: string;
  was: string;
  maxLength: number;
  className: string | undefined;
  onDone: (text: string, refocus: boolean) => void;
  onCancel: () => void;
}

function Editor({ label, was, maxLength, className, onDone, onCancel }: EditorProps) {
  const [text, setText] = useState(was);
  const box = useRef<HTMLDivElement>(null);
  const left = useRef(false);
  useLayoutEffect(() => {
    const field = box.current?.querySelector<HTMLElement>("[role=textbox]");
    if (field) beginText(field, was);
  }, [was]);
  const done = (refocus: boolean) => {
    // Closing takes the focus away, which would save once more.
    if (left.current) return;
    left.current = true;
    onDone(text.trim(), refocus);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const listOpen = box.current?.querySelector("[role=textbox]")?.hasAttribute("aria-controls");
    if (listOpen || event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      left.current = true;
      onCancel();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      event.stopPropagation();
      done(true);
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the field inside, heard before it makes them a line break
    <div
      ref={box}
      onKeyDownCapture={onKeyDown}
      onKeyDown={(event) => event.stopPropagation()}
      onBlur={({ currentTarget, relatedTarget }) => !currentTarget.contains(relatedTarget) && done(false)}
      className={className}
    >
      <MentionField label={label} value={text} onChange={setText} maxLength={maxLength} className="-mx-1.5 px-1.5!" />
    </div>
  );
}
