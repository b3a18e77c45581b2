"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SliderField } from "@/components/ui/slider-field";
import type { FieldProps } from "./field-props";

/** A slider of more stops than this cannot be set by hand. */
const mostStops = 600;

export function NumberField({ field, value, onChange }: FieldProps) {
  const { title, help, unit, min, max, step = 1, band } = field;
  const initial = typeof field.default === "number" ? field.default : undefined;
  const number = typeof value === "number" ? value : (initial ?? min ?? 0);
  if (min === undefined || max === undefined || (max - min) / step > mostStops)
    return (
      <Field label={title} help={withDefault(help, initial)}>
        {(control) => (
          <Input
            {...control}
            type="number"
            value={number}
            min={min}
            max={max}
            step={step}
            {...(unit === undefined ? {} : { unit })}
            onChange={(event) => {
              const next = event.currentTarget.valueAsNumber;
              if (Number.isFinite(next)) onChange(next);
            }}
            onBlur={() => onChange(Math.min(max ?? number, Math.max(min ?? number, number)))}
          />
        )}
      </Field>
    );
  return (
    <SliderField
      label={title}
      help={help === undefined ? undefined : sentence(help)}
      value={number}
      min={min}
      max={max}
      step={step}
      onChange={onChange}
      {...(unit === undefined ? {} : { unit })}
      {...(band === undefined ? {} : { recommended: band })}
      {...(initial === undefined ? {} : { defaultValue: initial })}
    />
  );
}

const sentence = (text: string) => (/[.?!]$/.test(text) ? text : `${text}.`);

const withDefault = (help: string | undefined, initial: number | undefined) =>
  [help && sentence(help), initial !== undefined && `Default ${initial}.`].filter(Boolean).join(" ") || undefined;
