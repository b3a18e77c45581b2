"use client";

import { type ReactNode, useId, useState } from "react";
import { fieldClass } from "@/components/ui/input";
import { tip } from "@/components/ui/tip";

interface InlineNumberProps {
  label: string;
  value: number;
  min: number;
  max: number;
  unit?: string;
  hint?: string;
  /** Between the label and the number, such as a slider for the same value. */
  children?: ReactNode;
  onCommit: (value: number) => void;
}

/** A whole number in a bar, kept when the person leaves it or presses Enter; Escape brings back what was there. */
export function InlineNumber({ label, value, min, max, unit, hint, children, onCommit }: InlineNumberProps) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const commit = () => {
    const typed = draft === null || draft.trim() === "" ? Number.NaN : Number(draft);
    const next = Math.round(Math.min(max, Math.max(min, typed)));
    if (Number.isFinite(next) && next !== value) onCommit(next);
    setDraft(null);
  };
  return (
    <span className="flex items-center gap-1.5 text-muted text-xs" {...(hint === undefined ? {} : tip(hint))}>
      <label htmlFor={id}>{label}</label>
      {children}
      <span className="w-14">
        <input
          id={id}
          type="number"
          inputMode="numeric"
          aria-description={hint}
          value={draft ?? Math.round(value)}
          min={min}
          max={max}
          step={1}
          onChange={(event) => {
            setDraft(event.currentTarget.value);
            // The arrows of the field change it at once; typing waits for Enter or for the field to be left.
            if (!(event.nativeEvent instanceof InputEvent)) onCommit(event.currentTarget.valueAsNumber);
          }}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === "Enter") commit();
            if (event.key === "Escape") setDraft(null);
          }}
          className={`${fieldClass} num h-7 px-1.5 text-right [appearance:textfield] [&::-webkit-inner-spin-button]:hidden`}
        />
      </span>
      {unit}
    </span>
  );
}
