"use client";

import { type FormEvent, useId, useState } from "react";
import { Thumb } from "@/components/media/thumb";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { panoramaSizeProblem } from "@/contract/environment/panorama";
import { isLightMime } from "@/contract/media";
import type { Edits, Environment, Plate } from "./use-environment-edits";

interface ImageDialogProps {
  plate: Plate;
  environment: Environment;
  edits: Edits | undefined;
  onClose: () => void;
}

const roles = [
  { value: "plate", label: "Plate" },
  { value: "panorama", label: "360° panorama" },
  { value: "depth", label: "Depth map" },
];
const kinds: Record<string, string> = { "image/vnd.radiance": "Radiance HDR", "image/x-exr": "OpenEXR" };

/** What is known of one picture: what it is, the angle and state it shows, and whose it is. */
export function ImageDialog({ plate, environment, edits, onClose }: ImageDialogProps) {
  const form = useId();
  const { picture, name, mime, bytes, angle, stateId, role, pairedWithId, source, licence } = plate;
  const [as, setAs] = useState<string>(role);
  const shape = as === "panorama" ? panoramaSizeProblem(name, picture.width, picture.height) : null;
  const partners = environment.plates.filter((one) => one.role !== "depth" && one.id !== plate.id);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (key: string) => String(given.get(key) ?? "").trim();
    const next = {
      angle: text("angle"),
      source: text("source"),
      licence: text("licence"),
      stateId: text("state") || null,
      role: text("role") as Plate["role"],
      pairedWithId: as === "depth" ? text("pair") || null : null,
    };
    const before: Record<string, unknown> = { angle, source, licence, stateId, role, pairedWithId };
    const changed = Object.fromEntries(Object.entries(next).filter(([key, value]) => value !== before[key]));
    if (Object.keys(changed).length > 0) void edits?.changePlate(plate, changed, "The facts of the picture changed");
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={name}
      description={`${picture.width} × ${picture.height} pixels, ${kinds[mime] ?? mime.replace("image/", "").toUpperCase()}, ${size(bytes)}`}
      size="lg"
      footer={
        <>
          <Button onClick={onClose}>{edits ? "Cancel" : "Close"}</Button>
          {edits && (
            <Button type="submit" form={form} variant="primary" {...(shape ? { blocked: shape } : {})}>
              Save facts
            </Button>
          )}
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid items-start gap-5 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className="grid gap-2">
          <Thumb media={picture} alt={name} sizes="400px" />
          {isLightMime(mime) && (
            <p className="text-muted text-xs">Shown tone-mapped in 8 bits; the file is kept as it came.</p>
          )}
        </div>
        <fieldset disabled={!edits} className="grid gap-4">
          <Field label="What it is" error={shape ?? undefined}>
            {(control) => (
              <Select
                {...control}
                name="role"
                options={roles}
                value={as}
                onChange={({ currentTarget }) => setAs(currentTarget.value)}
              />
            )}
          </Field>
          {as === "depth" && (
            <Field label="Measures" help="The picture whose distances it holds.">
              {(control) => (
                <Select
                  {...control}
                  name="pair"
                  defaultValue={pairedWithId ?? ""}
                  options={[
                    { value: "", label: "No picture yet" },
                    ...partners.map((one) => ({ value: one.id, label: one.angle || one.name })),
                  ]}
                />
              )}
            </Field>
          )}
          <Field label="Angle" optional help="Where the camera looks from: wide from the door.">
            {(control) => (
              <Input
                {...control}
                name="angle"
                defaultValue={angle}
                maxLength={120}
                autoComplete="off"
                list={`${form}-angles`}
              />
            )}
          </Field>
          <datalist id={`${form}-angles`}>
            {[...new Set(environment.plates.map((one) => one.angle).filter(Boolean))].map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
          <Field label="State" optional>
            {(control) => (
              <Select
                {...control}
                name="state"
                defaultValue={stateId ?? ""}
                options={[
                  { value: "", label: "No state named" },
                  ...environment.states.map((one) => ({ value: one.id, label: one.name })),
                ]}
              />
            )}
          </Field>
          <Field label="Source" optional help="Who made it, or the address it came from.">
            {(control) => <Textarea {...control} name="source" defaultValue={source} maxLength={500} rows={2} />}
          </Field>
          <Field label="Licence" optional help="CC0, CC BY 4.0, own work, bought from…">
            {(control) => (
              <Input {...control} name="licence" defaultValue={licence} maxLength={200} autoComplete="off" />
            )}
          </Field>
        </fieldset>
      </form>
    </Dialog>
  );
}

const size = (bytes: number) =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
