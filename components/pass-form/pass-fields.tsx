"use client";

import { ChevronRight, RotateCcw } from "lucide-react";
import { lazy, type ReactNode, Suspense, useMemo } from "react";
import { IconButton } from "@/components/ui/icon-button";
import type { Params } from "@/contract/passes/active-fields";
import type { FormField } from "@/contract/passes/fields";
import { sameValue } from "@/contract/recipe/same";
import { valueText } from "@/contract/recipe/value-text";
import type { PassForm } from "./describe-pass";
import { type Drawn, withDrawn } from "./drawn-values";
import { splitFields } from "./field-values";
import { PassField } from "./pass-field";

const Presets = lazy(() => import("./presets-menu").then((file) => ({ default: file.PresetsMenu })));
const LorasField = lazy(() => import("./loras-field").then((file) => ({ default: file.LorasField })));
const RegionsField = lazy(() => import("./regions-field").then((file) => ({ default: file.RegionsField })));
const ControlsField = lazy(() => import("./controls-field").then((file) => ({ default: file.ControlsField })));

export interface PassFieldsProps {
  pass: PassForm;
  values: Params;
  onChange: (values: Params) => void;
  drawn: Drawn;
  /** What the form began as, of a version that is made again: what differs from it is marked. */
  original?: Params;
}

/** The form of a pass, drawn from its schema. */
export function PassFields({ pass, values, onChange, drawn, original }: PassFieldsProps) {
  const shown = withDrawn(pass.fields, values, drawn);
  const { plain, advanced } = splitFields(pass.fields, shown);
  const names = useMemo(() => [...pass.fields, ...pass.ownFields].map(({ name }) => name), [pass]);
  const change = (some: Params) => onChange({ ...values, ...some });
  const draw = (fields: typeof plain) =>
    fields.map((field) => (
      <Marked key={field.name} field={field} now={shown[field.name]} original={original} onChange={change}>
        <PassField
          field={field}
          value={values[field.name]}
          onChange={(value) => change({ [field.name]: value })}
          drawn={drawn}
          values={values}
          names={names}
          onChanges={change}
        />
      </Marked>
    ));
  const own = (name: string) => pass.ownFields.find((field) => field.name === name);
  const [loras, controls] = [own("loras"), own("controls")];
  // On the canvas regions are painted; a recipe that is made again holds its own.
  const held = [values.regions, original?.regions].some((one) => Array.isArray(one) && one.length > 0);
  const regions = held ? own("regions") : undefined;
  return (
    <div className="grid gap-4">
      {pass.fields.length > 0 && (
        <Suspense fallback={<div className="h-7" />}>
          <Presets pass={pass} values={values} onChange={onChange} />
        </Suspense>
      )}
      {draw(plain)}
      {regions && (
        <Marked field={regions} now={values.regions} original={original} onChange={change}>
          <Suspense fallback={<div className="h-14" />}>
            <RegionsField title={regions.title} value={values.regions} onChange={change} />
          </Suspense>
        </Marked>
      )}
      {loras && (
        <Marked field={loras} now={values.loras} original={original} onChange={change}>
          <Suspense fallback={<div className="h-14" />}>
            <LorasField title={loras.title} value={values.loras} values={values} onChange={change} />
          </Suspense>
        </Marked>
      )}
      {controls && (
        <Marked field={controls} now={values.controls} original={original} onChange={change}>
          <Suspense fallback={<div className="h-14" />}>
            <ControlsField title={controls.title} value={values.controls} values={values} onChange={change} />
          </Suspense>
        </Marked>
      )}
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

interface MarkedProps {
  field: Pick<FormField, "name" | "title"> & Partial<FormField>;
  now: unknown;
  original: Params | undefined;
  onChange: (change: Params) => void;
  children: ReactNode;
}

/** A bar beside what is not as it was, how it was, and the way back. */
function Marked({ field, now, original, onChange, children }: MarkedProps) {
  if (!original) return children;
  const was = original[field.name] ?? field.default;
  const is = now ?? field.default;
  const empty = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0);
  if (sameValue(was, is) || (empty(was) && empty(is))) return children;
  const words = valueText(was, field as FormField);
  return (
    <div className="grid gap-1 border-accent border-l-2 pl-2">
      {children}
      <p className="flex min-w-0 items-center gap-1 text-accent-text text-xs">
        <span className="min-w-0 flex-1 truncate">Was {words}</span>
        <IconButton
          label={`Put back the ${field.title.toLowerCase()}`}
          icon={<RotateCcw />}
          className="size-6!"
          onClick={() => onChange({ [field.name]: original[field.name] })}
        />
      </p>
    </div>
  );
}
