"use client";

import { type ReactNode, useId } from "react";
import { cx } from "@/components/ui/cx";
import { tip } from "@/components/ui/tip";

export interface SegmentedOption<Value extends string> {
  value: Value;
  label: string;
  /** With an icon the label becomes its accessible name and hint. */
  icon?: ReactNode;
  keys?: string;
  disabled?: boolean;
}

export interface SegmentedProps<Value extends string> {
  label: string;
  options: readonly SegmentedOption<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  className?: string;
}

/** One of a few, all visible: a radio group drawn as a strip. */
export function Segmented<Value extends string>({ label, options, value, onChange, className }: SegmentedProps<Value>) {
  const name = useId();
  return (
    <fieldset className={cx("inline-flex min-w-0 rounded-control border border-edge bg-well p-px", className)}>
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          {...(option.icon || option.keys ? tip(option.label, option.keys) : {})}
          className={cx(
            "relative flex h-7 flex-1 items-center justify-center rounded-[5px] px-2.5 whitespace-nowrap text-muted text-xs hover:text-text pointer-coarse:h-10",
            "has-checked:bg-press has-checked:text-text has-focus-visible:outline-2 has-focus-visible:outline-accent",
            "has-disabled:opacity-45 [&_svg]:size-4 [&_svg]:stroke-[1.5]",
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            aria-label={option.icon ? option.label : undefined}
            onChange={() => onChange(option.value)}
            className="absolute inset-0 cursor-pointer appearance-none rounded-[5px] outline-none"
          />
          {option.icon ?? option.label}
        </label>
      ))}
    </fieldset>
  );
}
