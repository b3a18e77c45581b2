"use client";

import { Dices } from "lucide-react";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import type { FieldProps } from "./field-props";

/** A whole number, or empty for a random one; −1 is how the recipe says "random". */
export function SeedField({ field, value, onChange }: FieldProps) {
  const random = value === -1 || value === undefined;
  const fixed = typeof field.default === "number" && field.default >= 0 ? field.default : 1;
  return (
    <Field label={field.title} help={field.help}>
      {(control) => (
        <span className="flex gap-1">
          <Input
            {...control}
            inputMode="numeric"
            autoComplete="off"
            placeholder="Random"
            value={random ? "" : String(value)}
            onChange={(event) => {
              const text = event.currentTarget.value.trim();
              if (text === "") onChange(-1);
              else if (/^\d{1,16}$/.test(text) && Number(text) <= Number.MAX_SAFE_INTEGER) onChange(Number(text));
            }}
            className="code"
          />
          <IconButton
            label="Random seed"
            icon={<Dices />}
            pressed={random}
            onClick={() => onChange(random ? fixed : -1)}
          />
        </span>
      )}
    </Field>
  );
}
