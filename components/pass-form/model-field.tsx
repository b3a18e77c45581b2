"use client";

import type { Params } from "@/contract/passes/active-fields";
import type { FormField } from "@/contract/passes/fields";
import { wrongModels } from "@/contract/recipe/models-of";
import { ModelPicker, useModels } from "./model-picker";

interface ModelFieldProps {
  field: FormField;
  value: string;
  values: Params;
  onChange: (value: unknown) => void;
}

/** A model of one role, among those the team's nodes have. */
export function ModelField({ field, value, values, onChange }: ModelFieldProps) {
  const models = useModels();
  if (!field.model) return null;
  const base = field.model === "checkpoint" ? undefined : values.model;
  const [wrong] = field.model === "checkpoint" ? [] : wrongModels(values, [{ ...field }, baseField], models);
  return (
    <div className="grid gap-1.5">
      <span aria-hidden className="font-medium text-sm">
        {field.title}
      </span>
      <ModelPicker
        label={field.title}
        kind={field.model}
        value={value}
        empty={field.default === "" || field.optional ? "The node's own choice" : null}
        {...(typeof base === "string" ? { base } : {})}
        onChange={onChange}
      />
      {wrong !== undefined && (
        <p role="alert" className="text-danger text-xs">
          {wrong}
        </p>
      )}
      {field.help !== undefined && <p className="text-muted text-xs">{field.help}</p>}
    </div>
  );
}

const baseField = { name: "model", title: "Model", model: "checkpoint" as const };
