"use client";

import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { cx } from "@/components/ui/cx";
import { fieldClass } from "@/components/ui/input";
import { usePart } from "@/components/ui/use-part";

export interface MentionFieldProps {
  /** Accessible name. */
  label: string;
  /** Stored text, chips as contract/text/mentions writes them. */
  value: string;
  onChange: (text: string) => void;
  placeholder?: string;
  /** Characters of the stored text; what would go beyond is not typed. */
  maxLength?: number;
  autoFocus?: boolean | undefined;
  ref?: Ref<{ focus: () => void }>;
  className?: string;
}

const loadTyping = () => import("./mention-typing").then((file) => file.MentionTyping);

/**
 * A text field in which `@` names people, characters, places and shots as chips that live and die whole. Must stand in a
 * project. What reads and draws its text is loaded when somebody reaches for it; letters typed before that are kept.
 */
export function MentionField(props: MentionFieldProps) {
  const { label, value, onChange, placeholder, maxLength = 5000, autoFocus, ref, className } = props;
  const field = useRef<HTMLDivElement>(null);
  const [Typing, want] = usePart(loadTyping);
  useImperativeHandle(ref, () => ({ focus: () => field.current?.focus() }));
  useEffect(() => {
    if (autoFocus) field.current?.focus();
  }, [autoFocus]);
  // There is something to draw, or somebody was here before this script was.
  useEffect(() => {
    if (value !== "" || field.current?.contains(document.activeElement) || field.current?.hasChildNodes()) want();
  }, [value, want]);
  return (
    <div className="relative">
      {/* biome-ignore lint/a11y/useSemanticElements: no input or textarea holds a chip that is deleted as a whole */}
      <div
        ref={field}
        role="textbox"
        tabIndex={0}
        aria-label={label}
        aria-multiline
        aria-autocomplete="list"
        contentEditable
        suppressContentEditableWarning
        data-placeholder={placeholder}
        data-empty={value === "" || undefined}
        onPointerOver={want}
        onFocus={want}
        className={cx(
          fieldClass,
          "max-h-64 min-h-[52px] overflow-y-auto whitespace-pre-wrap break-words py-1.5 outline-none",
          "data-empty:before:pointer-events-none data-empty:before:absolute data-empty:before:text-muted data-empty:before:content-[attr(data-placeholder)]",
          className,
        )}
      />
      {Typing && <Typing field={field} value={value} onChange={onChange} maxLength={maxLength} />}
    </div>
  );
}
