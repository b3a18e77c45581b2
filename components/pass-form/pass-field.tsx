"use client";

import { lazy, Suspense } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { Params } from "@/contract/passes/active-fields";
import { BoxField, EyeLineField } from "./drawn-fields";
import type { Drawn } from "./drawn-values";
import { EdgesField } from "./edges-field";
import type { FieldProps } from "./field-props";
import { NumberField } from "./number-field";
import { SeedField } from "./seed-field";

const PromptField = lazy(() => import("./prompt-field").then((file) => ({ default: file.PromptField })));
const MarksField = lazy(() => import("./marks-field").then((file) => ({ default: file.MarksField })));
const ModelField = lazy(() => import("./model-field").then((file) => ({ default: file.ModelField })));

export interface PassFieldProps extends FieldProps {
  drawn: Drawn;
  /** The whole form, for fields that look at others or fill several. */
  values: Params;
  names: readonly string[];
  onChanges: (change: Params) => void;
}

/** One parameter with the control its kind asks for. */
export function PassField({ field, value, onChange, drawn, values, names, onChanges }: PassFieldProps) {
  switch (field.kind) {
    case "number":
    case "integer":
      return <NumberField field={field} value={value} onChange={onChange} />;
    case "seed":
      return <SeedField field={field} value={value} onChange={onChange} />;
    case "choice":
      return <ChoiceField field={field} value={value} onChange={onChange} />;
    case "toggle":
      return <ToggleField field={field} value={value} onChange={onChange} />;
    case "edges":
      return <EdgesField field={field} value={value} onChange={onChange} />;
    case "box":
    case "face-box":
      return <BoxField field={field} drawn={drawn} />;
    case "eye-line":
      return <EyeLineField field={field} drawn={drawn} />;
    case "marks":
      return (
        <Suspense fallback={<div className="h-14" />}>
          <MarksField field={field} value={value} onChange={onChange} drawn={drawn} />
        </Suspense>
      );
    case "text": {
      const plain = <TextField field={field} value={value} onChange={onChange} />;
      const text = typeof value === "string" ? value : "";
      if (field.model)
        return (
          <Suspense fallback={plain}>
            <ModelField field={field} value={text} values={values} onChange={onChange} />
          </Suspense>
        );
      if (!field.multiline) return plain;
      return (
        <Suspense fallback={plain}>
          <PromptField field={field} value={text} values={values} names={names} onChange={onChanges} />
        </Suspense>
      );
    }
  }
}

function TextField({ field, value, onChange }: FieldProps) {
  const text = typeof value === "string" ? value : "";
  return (
    <Field label={field.title} help={field.help} optional={field.optional}>
      {(control) =>
        field.multiline ? (
          <Textarea {...control} value={text} onChange={(event) => onChange(event.currentTarget.value)} />
        ) : (
          <Input {...control} value={text} onChange={(event) => onChange(event.currentTarget.value)} />
        )
      }
    </Field>
  );
}

function ChoiceField({ field, value, onChange }: FieldProps) {
  const choices = field.choices ?? [];
  const chosen = typeof value === "string" ? value : "";
  const letters = choices.reduce((sum, { label }) => sum + label.length, 0);
  if (choices.length > 3 || letters > 34)
    return (
      <Field label={field.title} help={field.help}>
        {(control) => (
          <Select
            {...control}
            options={choices}
            value={chosen}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
        )}
      </Field>
    );
  return (
    <div className="grid gap-1.5">
      <span aria-hidden className="font-medium text-sm">
        {field.title}
      </span>
      <Segmented label={field.title} options={choices} value={chosen} onChange={onChange} className="flex" />
      {field.help !== undefined && <p className="text-muted text-xs">{field.help}</p>}
    </div>
  );
}

function ToggleField({ field, value, onChange }: FieldProps) {
  return (
    <div className="grid gap-0.5">
      <Checkbox
        label={field.title}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
        className="font-medium"
      />
      {field.help !== undefined && <p className="pl-6 text-muted text-xs">{field.help}</p>}
    </div>
  );
}
