"use client";

import { TriangleAlert } from "lucide-react";
import type { PassForm } from "@/components/pass-form/describe-pass";
import type { Availability } from "@/components/pass-form/pass-picker";
import { maskAdvice } from "@/components/pass-form/pass-words";
import { passTitle } from "@/components/storyboard/version-words";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { denoiseLadder } from "./intents";
import type { MaskResult } from "./strip-items";
import type { PassChoice } from "./use-pass-choice";
import { hasLadder } from "./use-submit";

interface PassInputsProps {
  pass: PassForm;
  coverage: number;
  choice: PassChoice;
  onChange: (change: Partial<PassChoice>) => void;
  /** How many regions are painted that this pass could take. */
  regions: number;
  /** Masks other passes made, as large as the picture. */
  masks: readonly MaskResult[];
}

/** What goes into the pass besides the picture: the painted mask, and masks of earlier passes. */
export function PassInputs({ pass, coverage, choice, onChange, regions, masks }: PassInputsProps) {
  const advice = maskAdvice(pass, coverage);
  const slots = Object.entries(pass.inputs).filter(
    ([slot, { kind, many }]) => kind === "mask" && slot !== "mask" && !many,
  );
  const ladder = hasLadder(pass);
  const said = advice?.tone === "missing" ? null : advice;
  if (!said && !ladder && regions === 0 && (slots.length === 0 || masks.length === 0)) return null;
  return (
    <div className="grid gap-3">
      {said && (
        <p
          className={`flex gap-1.5 text-pretty text-xs ${said.tone === "warning" ? "text-status-ready" : "text-muted"}`}
        >
          {said.tone === "warning" && <TriangleAlert aria-hidden className="size-4 shrink-0 stroke-[1.5]" />}
          {said.words}
        </p>
      )}
      {pass.inputs.mask?.optional && coverage > 0 && (
        <Checkbox
          label="Only inside the mask"
          checked={choice.inside}
          onChange={(event) => onChange({ inside: event.currentTarget.checked })}
        />
      )}
      {regions > 0 && (
        <Checkbox
          label={regions === 1 ? "Use the painted region" : `Use the ${regions} painted regions`}
          checked={choice.regions !== false}
          onChange={(event) => onChange({ regions: event.currentTarget.checked })}
        />
      )}
      {ladder && (
        <Checkbox
          label={`Three tries: denoise ${denoiseLadder.join(", ")}`}
          checked={choice.ladder === true}
          onChange={(event) => onChange({ ladder: event.currentTarget.checked })}
        />
      )}
      {masks.length > 0 &&
        slots.map(([slot, { title }]) => (
          <Field key={slot} label={title} optional>
            {(control) => (
              <Select
                {...control}
                value={choice.masks[slot] ?? ""}
                options={[
                  { value: "", label: "Nothing" },
                  ...masks.map(({ picture, pass: from, label, slot: of }, at) => ({
                    value: picture.id,
                    label: `${at + 1}. ${passTitle(from)}, ${label || of}`,
                  })),
                ]}
                onChange={(event) => onChange({ masks: { ...choice.masks, [slot]: event.currentTarget.value } })}
              />
            )}
          </Field>
        ))}
    </div>
  );
}

interface RoughNoticeProps {
  offer: Availability;
  allowed: boolean;
  onChange: (allowed: boolean) => void;
}

/** Says what the nodes can do instead of the real thing; taking it is a choice that can be seen. */
export function RoughNotice({ offer, allowed, onChange }: RoughNoticeProps) {
  return (
    <div className="grid gap-0.5">
      <Checkbox
        label="Accept the rough version"
        checked={allowed}
        onChange={(event) => onChange(event.currentTarget.checked)}
        className="font-medium"
      />
      <p className="text-pretty pl-6 text-muted text-xs">
        {`Rough: ${offer.rough ?? "a lesser result"}. `}
        {allowed
          ? `${offer.nodes.join(", ")} can do no more.`
          : "The job then waits for a node that can do it in full."}
      </p>
    </div>
  );
}
