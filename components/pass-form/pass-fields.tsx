"use client";

import { ChevronRight, SlidersHorizontal } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import type { Params } from "@/contract/passes/active-fields";
import type { PassForm } from "./describe-pass";
import { type Drawn, withDrawn } from "./drawn-values";
import { splitFields, startValues } from "./field-values";
import { PassField } from "./pass-field";

export interface PassFieldsProps {
  pass: PassForm;
  values: Params;
  onChange: (values: Params) => void;
  drawn: Drawn;
}

/** The form of a pass, drawn from its schema. */
export function PassFields({ pass, values, onChange, drawn }: PassFieldsProps) {
  const { plain, advanced } = splitFields(pass.fields, withDrawn(pass.fields, values, drawn));
  const draw = (fields: typeof plain) =>
    fields.map((field) => (
      <PassField
        key={field.name}
        field={field}
        value={values[field.name]}
        onChange={(value) => onChange({ ...values, [field.name]: value })}
        drawn={drawn}
      />
    ));
  return (
    <div className="grid gap-4">
      <Presets pass={pass} onChange={onChange} />
      {draw(plain)}
      {advanced.length > 0 && (
        <details className="group grid gap-4">
          <summary className="flex w-fit items-center gap-1 rounded-control text-muted text-sm hover:text-text">
            <ChevronRight aria-hidden className="size-4 stroke-[1.5] group-open:rotate-90" />
            Advanced
          </summary>
          <div className="mt-3 grid gap-4">{draw(advanced)}</div>
        </details>
      )}
    </div>
  );
}

function Presets({ pass, onChange }: Pick<PassFieldsProps, "pass" | "onChange">) {
  if (pass.fields.length === 0) return null;
  const items = [
    ...pass.presets.map(({ id, title, params }) => ({
      key: id,
      label: title,
      onSelect: () => onChange(startValues(pass.fields, params)),
    })),
    ...(pass.presets.length > 0 ? [{ key: "line", separator: true as const }] : []),
    { key: "defaults", label: "Back to the defaults", onSelect: () => onChange(startValues(pass.fields)) },
  ];
  return (
    <div className="flex items-center justify-between">
      <h3 className="text-sm">Settings</h3>
      <Menu
        label="Presets"
        align="end"
        items={items}
        trigger={(attributes) => (
          <Button {...attributes} size="sm" variant="quiet" icon={<SlidersHorizontal />}>
            Presets
          </Button>
        )}
      />
    </div>
  );
}
