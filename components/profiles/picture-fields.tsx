"use client";

import { Wand } from "lucide-react";
import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Select } from "@/components/ui/select";
import { slotTitle } from "@/contract/profile/angles";
import { usualExpressions, usualLightings } from "@/contract/profile/coverage";
import { directionOf, directionWords, nearestSlot } from "@/contract/profile/directions";
import { Row, TextCell } from "./detail-row";
import type { Facts } from "./package-facts";
import { depictsOptions } from "./rights-words";
import type { PackageActs } from "./use-package-acts";
import type { PackageImage } from "./use-package-store";

type Tell = (set: Facts, what: string) => Promise<boolean>;
interface FieldsProps {
  image: PackageImage;
  editable: boolean;
  onTell: Tell;
}

export function AngleFields({ image, editable, acts, onTell }: FieldsProps & { acts: PackageActs }) {
  const { yaw, pitch, angleBy, slot, checks } = image;
  const told = yaw !== null || pitch !== null;
  const direction = directionOf(image);
  const near = told && direction ? nearestSlot(direction) : null;
  const save = (field: "yaw" | "pitch") => (text: string) => {
    const value = text.trim() === "" ? null : Math.round(Number(text.replace(",", ".")));
    if (value !== null && !Number.isFinite(value)) return;
    const range = field === "yaw" ? 180 : 90;
    void onTell({ [field]: value === null ? null : Math.min(range, Math.max(-range, value)) }, "Angle");
  };
  const number = (value: number | null) => (value === null ? "" : String(Math.round(value)));
  return (
    <div className="grid gap-1">
      <div className="grid grid-cols-2 gap-2">
        <Row label="Turned" hint="Degrees: left is negative, 180 is from behind">
          {(control) => <TextCell {...control} value={number(yaw)} unit="°" editable={editable} onSave={save("yaw")} />}
        </Row>
        <Row label="Tilted" hint="Degrees: up is positive">
          {(control) => (
            <TextCell {...control} value={number(pitch)} unit="°" editable={editable} onSave={save("pitch")} />
          )}
        </Row>
      </div>
      <p className="flex min-h-6 flex-wrap items-center gap-x-2 text-muted text-xs">
        {told && direction ? (
          <>
            <span>
              {slot === null && angleBy === "node" && checks?.reading?.why
                ? `${checks.reading.why} Rough, by a node.`
                : `Looks ${directionWords(direction)}, ${angleBy === "node" ? "rough, by a node" : "by hand"}.`}
            </span>
            {editable && near?.within && slot !== near.slot && (
              <button
                type="button"
                className="text-accent-text underline underline-offset-2"
                onClick={() => void acts.place(image.id, near.slot)}
              >
                Put it in {slotTitle(near.slot)}
              </button>
            )}
          </>
        ) : (
          <span className="flex items-start gap-1.5">
            <Wand aria-hidden className="size-3.5 shrink-0 stroke-[1.5]" />
            {checks?.reading
              ? (checks.reading.error ?? checks.reading.why ?? "The angle was taken out by hand.")
              : "Auto: no node has read a face here. Set the angle by hand, or drag it onto a slot."}
            {editable && !checks?.reading && (
              <button
                type="button"
                className="shrink-0 text-accent-text underline underline-offset-2"
                onClick={() => void acts.readFaces()}
              >
                Read faces
              </button>
            )}
          </span>
        )}
      </p>
    </div>
  );
}

export function WordFields({ image, editable, onTell }: FieldsProps) {
  return (
    <div className="grid grid-cols-2 gap-2">
      <WordField
        label="Light"
        value={image.lighting}
        usual={usualLightings}
        editable={editable}
        onSave={(lighting) => void onTell({ lighting }, "Light")}
      />
      <WordField
        label="Expression"
        value={image.expression}
        usual={usualExpressions}
        editable={editable}
        onSave={(expression) => void onTell({ expression }, "Expression")}
      />
    </div>
  );
}

interface WordFieldProps {
  label: string;
  value: string;
  usual: readonly string[];
  editable: boolean;
  onSave: (text: string) => void;
}

export function WordField({ label, value, usual, editable, onSave }: WordFieldProps) {
  const list = useId();
  return (
    <Row label={label}>
      {(control) => (
        <>
          <TextCell {...control} value={value} list={list} editable={editable} onSave={onSave} />
          <datalist id={list}>
            {usual.map((word) => (
              <option key={word} value={word} />
            ))}
          </datalist>
        </>
      )}
    </Row>
  );
}

export function RightsFields({ image, editable, withdraws, onTell }: FieldsProps & { withdraws: boolean }) {
  const { depicts, consent, source, licence } = image;
  return (
    <div className="grid gap-2 border-t pt-3">
      <Row label="It shows">
        {(control) => (
          <Select
            {...control}
            disabled={!editable}
            value={depicts}
            options={depictsOptions}
            onChange={({ currentTarget: { value } }) => {
              const chosen = depictsOptions.find((one) => one.value === value);
              if (chosen) void onTell({ depicts: chosen.value }, "What it shows");
            }}
          />
        )}
      </Row>
      {depicts === "person" && (
        <Checkbox
          label="The person has agreed to this use"
          checked={consent}
          disabled={!editable && !(withdraws && consent)}
          onChange={({ currentTarget }) => void onTell({ consent: currentTarget.checked }, "Consent")}
        />
      )}
      <div className="grid grid-cols-2 gap-2">
        <Row label="Source">
          {(control) => (
            <TextCell
              {...control}
              value={source}
              editable={editable}
              onSave={(text) => void onTell({ source: text }, "Source")}
            />
          )}
        </Row>
        <Row label="Licence">
          {(control) => (
            <TextCell
              {...control}
              value={licence}
              editable={editable}
              onSave={(text) => void onTell({ licence: text }, "Licence")}
            />
          )}
        </Row>
      </div>
    </div>
  );
}
