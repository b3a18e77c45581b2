"use client";

import { type ReactNode, useId } from "react";
import { fieldClass } from "@/components/ui/input";
import { Slider, type SliderProps } from "@/components/ui/slider";

export interface SliderFieldProps extends Omit<SliderProps, "id" | "label" | "aria-describedby"> {
  label: string;
  help?: ReactNode;
  error?: string | undefined;
}

/** Label, number and slider in one: the number may be typed, the default is named and one click away. */
export function SliderField({ label, help, error, ...slider }: SliderFieldProps) {
  const id = useId();
  const { value, min, max, step, unit, defaultValue, recommended, disabled, onChange } = slider;
  const notes = [
    recommended && `Recommended ${recommended[0]}–${recommended[1]}`,
    defaultValue !== undefined && `${recommended ? "default" : "Default"} ${defaultValue}`,
  ].filter(Boolean);
  return (
    <div className="grid gap-0.5">
      <div className="flex items-center justify-between gap-3">
        <label htmlFor={id} className="font-medium text-sm">
          {label}
        </label>
        <span className="flex items-center gap-1.5 text-muted text-xs">
          <span className="w-18 shrink-0">
            <input
              type="number"
              aria-label={unit === undefined ? label : `${label}, ${unit}`}
              aria-invalid={error === undefined ? undefined : true}
              value={value}
              min={min}
              max={max}
              step={step}
              disabled={disabled}
              onChange={(event) => {
                const next = event.currentTarget.valueAsNumber;
                if (Number.isFinite(next)) onChange(Math.min(max, Math.max(min, next)));
              }}
              className={`${fieldClass} num h-7 px-1.5 text-right [appearance:textfield] [&::-webkit-inner-spin-button]:hidden`}
            />
          </span>
          {unit !== undefined && <span className="min-w-4">{unit}</span>}
        </span>
      </div>
      <Slider {...slider} id={id} aria-describedby={`${id}-help`} />
      <p id={`${id}-help`} className="text-muted text-xs">
        {help}
        {help !== undefined && notes.length > 0 && " "}
        {notes.length > 0 && <span className="num">{`${notes.join(", ")}.`}</span>}
      </p>
      {error !== undefined && (
        <p role="alert" className="text-danger text-xs">
          {error}
        </p>
      )}
    </div>
  );
}
