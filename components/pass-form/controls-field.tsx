"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { nameOf as versionName } from "@/components/storyboard/version-words";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import type { Params } from "@/contract/passes/active-fields";
import type { ControlUse } from "@/contract/passes/diffusion";
import { ModelPicker } from "./model-picker";
import { inputsOf, withInputs } from "./own-values";
import { usePassPlace } from "./pass-place";
import { SmallNumber } from "./small-number";
import { StrengthField } from "./strength-field";

interface OwnFieldProps {
  title: string;
  value: unknown;
  values: Params;
  onChange: (change: Params) => void;
}

const kinds: readonly { value: ControlUse["type"]; label: string; help: string }[] = [
  { value: "tile", label: "Tile", help: "Holds colours and composition; enough nearly always" },
  { value: "canny", label: "Edges (canny)", help: "Holds the outlines" },
  { value: "depth", label: "Depth", help: "Holds near and far; white is near" },
  { value: "pose", label: "Pose", help: "Holds bodies by their skeleton" },
  { value: "lineart", label: "Line art", help: "Holds a drawing's lines" },
  { value: "scribble", label: "Scribble", help: "Holds rough lines" },
  { value: "normal", label: "Surface", help: "Holds how surfaces are turned" },
  { value: "segment", label: "Segments", help: "Holds what is where" },
];
const fresh: ControlUse = {
  ...{ type: "tile", picture: null, file: "", strength: 0.7, start: 0, end: 1, prepare: "none", low: 0.4, high: 0.8 },
};
/** What a preset or a caller left out. */
const usesOf = (value: unknown): ControlUse[] =>
  Array.isArray(value) ? value.map((use: Partial<ControlUse>) => ({ ...fresh, ...use })) : [];

/** Pictures that hold the composition: kind, picture, how strongly over the steps, and during which of them. */
export function ControlsField({ title, value, values, onChange }: OwnFieldProps) {
  const uses = usesOf(value);
  const change = (n: number, use: ControlUse, mediaId?: string | null) => {
    const next = uses.map((one, index) => (index === n ? use : one));
    onChange(mediaId === undefined ? { controls: next } : withPicture(values, next, n, mediaId));
  };
  const base = typeof values.model === "string" ? values.model : "";
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-medium text-sm">{title}</legend>
      {uses.map((use, n) => (
        <ControlRow
          key={n}
          n={n}
          use={use}
          base={base}
          chosen={use.picture === null ? "" : (inputsOf(values, "controls")[use.picture] ?? "")}
          onChange={(next, mediaId) => change(n, next, mediaId)}
          onRemove={() => onChange({ controls: uses.filter((_, index) => index !== n) })}
        />
      ))}
      {uses.length < 8 && (
        <Button
          size="sm"
          variant="quiet"
          icon={<Plus />}
          className="justify-self-start"
          onClick={() => onChange({ controls: [...uses, fresh] })}
        >
          Add a control
        </Button>
      )}
    </fieldset>
  );
}

/** Puts a picture into the slot and its number into the control; null takes the picture worked on. */
const withPicture = (values: Params, uses: ControlUse[], n: number, mediaId: string | null): Params => {
  const held = inputsOf(values, "controls");
  const at = mediaId === null ? -1 : held.indexOf(mediaId);
  const list = mediaId !== null && at < 0 ? [...held, mediaId] : held;
  const picture = mediaId === null ? null : at < 0 ? held.length : at;
  return {
    controls: uses.map((use, index) => (index === n ? { ...use, picture } : use)),
    ...withInputs(values, "controls", list),
  };
};

interface ControlRowProps {
  n: number;
  use: ControlUse;
  base: string;
  /** The picture's id; empty: the one worked on. */
  chosen: string;
  onChange: (use: ControlUse, mediaId?: string | null) => void;
  onRemove: () => void;
}

function ControlRow({ n, use, base, chosen, onChange, onRemove }: ControlRowProps) {
  const kind = kinds.find(({ value }) => value === use.type);
  const pictures = usePictures();
  return (
    <section
      aria-label={`Control ${n + 1}, ${kind?.label ?? use.type}`}
      className="grid gap-3 rounded-control border p-2"
    >
      <div className="flex items-end gap-1">
        <div className="min-w-0 flex-1">
          <Field label="Kind" help={kind?.help}>
            {(control) => (
              <Select
                {...control}
                options={kinds}
                value={use.type}
                onChange={({ currentTarget }) => {
                  const type = kinds.find(({ value }) => value === currentTarget.value)?.value ?? "tile";
                  onChange({ ...use, type, prepare: type === "canny" ? use.prepare : "none" });
                }}
              />
            )}
          </Field>
        </div>
        <IconButton label={`Take out control ${n + 1}`} icon={<X />} onClick={onRemove} className="mb-6" />
      </div>
      <Field label="Picture">
        {(control) => (
          <Select
            {...control}
            value={chosen}
            options={[{ value: "", label: "The picture worked on" }, ...pictures]}
            onChange={({ currentTarget }) => onChange(use, currentTarget.value === "" ? null : currentTarget.value)}
          />
        )}
      </Field>
      {use.type === "canny" && (
        <>
          <Checkbox
            label="It is a photograph: draw its edges first"
            checked={use.prepare === "canny"}
            onChange={({ currentTarget }) => onChange({ ...use, prepare: currentTarget.checked ? "canny" : "none" })}
          />
          {use.prepare === "canny" && (
            <div className="flex gap-1.5">
              <SmallNumber
                label="Low threshold"
                value={use.low}
                min={0}
                max={1}
                step={0.05}
                onChange={(low) => onChange({ ...use, low: share(low) })}
              />
              <SmallNumber
                label="High threshold"
                value={use.high}
                min={0}
                max={1}
                step={0.05}
                onChange={(high) => onChange({ ...use, high: share(high) })}
              />
            </div>
          )}
        </>
      )}
      <div className="grid gap-1.5">
        <span aria-hidden className="font-medium text-sm">
          ControlNet
        </span>
        <ModelPicker
          label="ControlNet"
          kind="controlnet"
          value={use.file}
          empty="The node's first that fits"
          base={base}
          onChange={(file) => onChange({ ...use, file })}
        />
      </div>
      <StrengthField label="Strength" value={use.strength} onChange={(strength) => onChange({ ...use, strength })} />
      <div className="flex gap-1.5">
        <SmallNumber
          label="From, % of the steps"
          value={Math.round(use.start * 100)}
          min={0}
          max={100}
          onChange={(start) => onChange({ ...use, start: Math.min(share(start / 100), use.end) })}
        />
        <SmallNumber
          label="To, %"
          value={Math.round(use.end * 100)}
          min={0}
          max={100}
          onChange={(end) => onChange({ ...use, end: Math.max(share(end / 100), use.start) })}
        />
      </div>
    </section>
  );
}

const share = (value: number) => Math.min(1, Math.max(0, Math.round(value * 100) / 100));

/** What may be chosen: the recipe's own pinned pictures, or the versions of the frame that is worked on. */
const usePictures = (): { value: string; label: string }[] => {
  const { versionId, pinned } = usePassPlace();
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.storyboard.version.queryOptions({ versionId: versionId ?? "" }, { enabled: versionId !== null && !pinned }),
  );
  if (pinned) return (pinned.controls ?? []).map((id, n) => ({ value: id, label: `Picture ${n + 1} of the recipe` }));
  return (data?.versions ?? []).map((version) => ({
    value: version.picture.id,
    label: `${versionName(version)}${version.title ? ` · ${version.title}` : ""}`,
  }));
};
