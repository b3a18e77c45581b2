"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Thumb } from "@/components/media/thumb";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Edits, Environment } from "./use-environment-edits";

interface VersionDialogProps {
  environment: Environment;
  edits: Edits;
  onClose: () => void;
}

/** A finished picture of a shot that is set here, kept as a plate of a state. */
export function VersionDialog({ environment, edits, onClose }: VersionDialogProps) {
  const { id: environmentId, states, plates } = environment;
  const trpc = useTRPC();
  const { data, error } = useQuery(trpc.environments.versions.queryOptions({ environmentId }));
  const [chosenId, setChosenId] = useState<string>();
  const chosen = data?.find(({ id }) => id === chosenId);
  const [state, setState] = useState<string>();
  const [angle, setAngle] = useState("");
  const stateId = state ?? chosen?.stateId ?? "";
  const angles = [...new Set(plates.flatMap((plate) => plate.angle || []))];
  const keep = () => {
    if (!chosen?.picture) return;
    const { picture, number, shot, frame } = chosen;
    const source = `Version ${number ?? "without a number"} of ${shot} ${frame}`;
    void edits.addPictures([
      { mediaId: picture.id, role: "plate" as const, source, angle, ...(stateId ? { stateId } : {}) },
    ]);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="lg"
      title="Keep a version as a plate"
      description={`Accepted pictures of the shots set in ${environment.name}.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={keep} {...(chosen ? {} : { blocked: "Choose a picture first" })}>
            Keep as a plate
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <div className="grid grid-cols-2 gap-3">
          <Field label="State">
            {(control) => (
              <Select
                {...control}
                value={stateId}
                options={[
                  { value: "", label: "No state" },
                  ...states.map(({ id, name }) => ({ value: id, label: name })),
                ]}
                onChange={({ currentTarget: { value } }) => setState(value)}
              />
            )}
          </Field>
          <Field label="Angle" optional>
            {(control) => (
              <>
                <Input
                  {...control}
                  value={angle}
                  maxLength={120}
                  list="angles-of-place"
                  placeholder="Wide from the pier"
                  onChange={({ currentTarget: { value } }) => setAngle(value)}
                />
                <datalist id="angles-of-place">
                  {angles.map((name) => (
                    <option key={name} value={name} />
                  ))}
                </datalist>
              </>
            )}
          </Field>
        </div>
        {error && <p className="text-danger text-xs">{error.message}</p>}
        {data?.length === 0 && (
          <p className="py-8 text-center text-muted">
            No shot that is set here shows an accepted picture yet which is not among the plates.
          </p>
        )}
        {data && data.length > 0 && (
          <ul aria-label="Pictures" className="grid grid-cols-[repeat(auto-fill,minmax(168px,1fr))] gap-3">
            {data.map(({ id, shot, frame, number, picture }) => (
              <li key={id}>
                <button
                  type="button"
                  aria-pressed={id === chosenId}
                  onClick={() => setChosenId(id)}
                  className={cx(
                    "grid w-full gap-1 rounded-picture text-left outline-2",
                    id === chosenId ? "outline-accent" : "outline-transparent hover:outline-control",
                  )}
                >
                  <Thumb media={picture} alt="" ratio={16 / 9} sizes="200px" />
                  <span className="code truncate px-1 pb-1 text-xs">
                    {shot} {frame}
                    {number !== null && ` v${String(number).padStart(3, "0")}`}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
