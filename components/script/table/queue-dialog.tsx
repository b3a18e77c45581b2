"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { describePasses, type PassForm } from "@/components/pass-form/describe-pass";
import type { Drawn } from "@/components/pass-form/drawn-values";
import { startValues } from "@/components/pass-form/field-values";
import { passValues } from "@/components/pass-form/own-values";
import { PassFields } from "@/components/pass-form/pass-fields";
import { PassPicker } from "@/components/pass-form/pass-picker";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { missingFields } from "@/contract/passes/active-fields";
import { manyShots } from "./many-shots";
import type { ShotStore } from "./shot-store";
import type { ShotActs } from "./use-shot-acts";

// Nothing can be drawn on many pictures at once: passes that need it are not offered here.
const nothingDrawn: Drawn = {
  ...{ box: null, eyeLine: null, setBox: () => {}, setEyeLine: () => {}, drawBox: () => {} },
};
const drawnKinds = new Set<string>(["box", "face-box", "eye-line", "marks"]);

/** A pass over one picture, all of whose settings can be written down. */
const forMany = ({ inputs, fields }: PassForm): boolean =>
  inputs.image !== undefined &&
  Object.entries(inputs).every(([slot, { optional }]) => slot === "image" || optional === true) &&
  fields.every(({ kind, required }) => required === undefined || !drawnKinds.has(kind));

interface QueueDialogProps {
  store: ShotStore;
  acts: ShotActs;
  ids: readonly string[];
  onClose: () => void;
}

/** One pass for what the first frames of the chosen shots show: one act, called back as one. */
export function QueueDialog({ store, acts, ids, onClose }: QueueDialogProps) {
  const trpc = useTRPC();
  const passes = useMemo(() => describePasses().filter(forMany), []);
  const { data: availability = [] } = useQuery(trpc.renders.availability.queryOptions());
  const [passId, setPassId] = useState(() => passes.find(({ id }) => id === "upscale")?.id ?? passes[0]?.id ?? "");
  const pass = passes.find(({ id }) => id === passId);
  const [values, setValues] = useState(() => startValues(pass?.fields ?? []));
  const [rough, setRough] = useState(false);
  const [busy, setBusy] = useState(false);
  const shots = ids.flatMap((id) => store.get(id) ?? []);
  const ready = shots.filter(({ picture }) => picture !== null);
  if (!pass) return null;
  const offer = availability.find((one) => one.pass === pass.id);
  const [missing] = missingFields(pass.fields, values);
  const blocked =
    ready.length === 0
      ? "None of these shots has a picture yet."
      : ready.length > 200
        ? "Queue a pass for at most 200 shots at once."
        : offer?.state === "missing"
          ? (offer.reason ?? "No node can do this pass.")
          : offer?.state === "rough" && !rough
            ? "Allow the rough result, or pair a node that can do more."
            : missing;
  const queue = async () => {
    setBusy(true);
    const done = await acts.queue({
      shotIds: ready.map(({ id }) => id),
      ...{ pass: pass.id, title: pass.title, roughAllowed: rough, params: passValues(pass, values) },
    });
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Queue a pass"
      description={`For the current version of the first frame of ${manyShots(ready.length)}.${
        ready.length < shots.length ? ` ${manyShots(shots.length - ready.length)} without a picture are left out.` : ""
      }`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={busy}
            onClick={() => void queue()}
            {...(blocked === undefined ? {} : { blocked })}
          >
            {pass.verb} for {manyShots(ready.length)}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <div className="grid gap-2">
          <PassPicker
            passes={passes}
            availability={availability}
            chosen={pass}
            onChoose={(id) => {
              setPassId(id);
              setValues(startValues(passes.find((one) => one.id === id)?.fields ?? []));
              setRough(false);
            }}
          />
          <p className="text-muted text-xs">{pass.summary}</p>
        </div>
        <PassFields key={pass.id} pass={pass} values={values} onChange={setValues} drawn={nothingDrawn} />
        {offer?.state === "rough" && (
          <Checkbox
            label={offer.rough ?? "Take the rough result"}
            checked={rough}
            onChange={(event) => setRough(event.currentTarget.checked)}
          />
        )}
      </div>
    </Dialog>
  );
}
