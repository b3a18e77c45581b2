"use client";

import { type ReactNode, useId } from "react";
import { Input } from "@/components/ui/input";

export interface Control {
  id: string;
}

export function Row({
  label,
  hint,
  children,
}: {
  label: string;
  hint?: string;
  children: (control: Control) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="grid gap-0.5">
      <label htmlFor={id} className="text-muted text-xs" {...(hint ? { "data-tip": hint } : {})}>
        {label}
      </label>
      {children({ id })}
    </div>
  );
}

interface TextCellProps extends Control {
  value: string;
  unit?: string;
  list?: string;
  editable: boolean;
  onSave: (text: string) => void;
}

/** Saves when one leaves it or presses Enter; Escape puts back what stood there. */
export function TextCell({ value, editable, onSave, unit, ...rest }: TextCellProps) {
  return (
    <Input
      {...rest}
      {...(unit ? { unit, inputMode: "numeric" as const } : {})}
      key={value}
      defaultValue={value}
      readOnly={!editable}
      autoComplete="off"
      onBlur={({ currentTarget }) => {
        if (editable && currentTarget.value.trim() !== value) onSave(currentTarget.value.trim());
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") event.currentTarget.value = value;
        if (event.key === "Enter" || event.key === "Escape") event.currentTarget.blur();
      }}
    />
  );
}
