"use client";

import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import type { PassForm } from "@/components/pass-form/describe-pass";
import { type Drawn, type DrawnRect, fromBox, fromFaceBox, withDrawn } from "@/components/pass-form/drawn-values";
import { seedField, spreadSeeds, startValues } from "@/components/pass-form/field-values";
import { useModels } from "@/components/pass-form/model-picker";
import { passInputs, passValues } from "@/components/pass-form/own-values";
import { PassFields } from "@/components/pass-form/pass-fields";
import { type PassPlace, PassPlaceContext } from "@/components/pass-form/pass-place";
import { intentWords } from "@/components/pass-form/pass-words";
import { messageOf } from "@/components/studio/problem";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import { missingFields, type Params } from "@/contract/passes/active-fields";
import type { Box, EyeLine, FaceBox } from "@/contract/passes/parts";
import { absentModels, wrongModels } from "@/contract/recipe/models-of";

export type RunAsk = { params: Params; inputs: Record<string, string[]>; count: number; roughAllowed: boolean };

interface RunDialogProps {
  title: string;
  description: ReactNode;
  pass: PassForm;
  /** What the form begins with; the rest takes its defaults. */
  start: Params;
  /** What it is compared with; what differs is marked. */
  original?: Params;
  place: PassPlace;
  /** Above the form: pinned inputs, what became of another tool's settings. */
  children?: ReactNode;
  /** Why it cannot be queued from here at all. */
  blocked?: string | undefined;
  /** Another act beside the one button. */
  aside?: (params: Params) => ReactNode;
  /** One request for each seed that is fixed. Rejects with the studio's words. */
  onQueue: (ask: RunAsk) => Promise<{ jobs: readonly { id: string }[] }>;
  onClose: () => void;
}

/** The form of one pass, filled, outside the canvas: what is queued from it is said first. */
export function RunDialog(props: RunDialogProps) {
  const { title, description, pass, start, original, place, children, aside, onQueue, onClose } = props;
  const trpc = useTRPC();
  const { data: availability } = useQuery(trpc.renders.availability.queryOptions());
  const models = useModels();
  const [values, setValues] = useState(() => startValues(pass.fields, start));
  const drawn = useTyped(pass, start);
  const [count, setCount] = useState(1);
  const [rough, setRough] = useState(true);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const offer = availability?.find((one) => one.pass === pass.id);
  const full = withDrawn(pass.fields, values, drawn);
  const params = passValues(pass, full);
  const wrong = wrongModels(params, pass.fields, models);
  const absent = absentModels(params, pass.fields, models);
  const blocked =
    props.blocked ??
    (offer?.state === "missing" ? `${offer.reason ?? "No node can do this"}.` : undefined) ??
    missingFields(pass.fields, full)[0] ??
    wrong[0];
  const began = useMemo(() => (original ? startValues(pass.fields, original) : undefined), [original, pass]);
  const queue = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const asks = spreadSeeds(pass.fields, params, count);
      const inputs = passInputs(pass, values);
      const made: string[] = [];
      for (const ask of asks) {
        const { jobs } = await onQueue({ ...ask, inputs, roughAllowed: offer?.state === "rough" && rough });
        made.push(...jobs.map(({ id }) => id));
      }
      notify({ title: made.length === 1 ? `Queued ${pass.title}` : `Queued ${pass.title}, ${made.length} jobs` });
      onClose();
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={description}
      footer={
        <>
          {aside?.(full)}
          <Button onClick={onClose}>Cancel</Button>
          {seedField(pass.fields) && (
            <div className="w-18 shrink-0">
              <Select
                aria-label="How many results"
                options={Array.from({ length: 8 }, (_, n) => ({ value: String(n + 1), label: `× ${n + 1}` }))}
                value={String(count)}
                onChange={(event) => setCount(Number(event.currentTarget.value))}
                className="num"
              />
            </div>
          )}
          <Button
            variant="primary"
            busy={busy}
            onClick={() => void queue()}
            {...(blocked === undefined ? {} : { blocked })}
          >
            {intentWords(pass.verb, count)}
          </Button>
        </>
      }
    >
      <div className="grid gap-5">
        {children}
        <PassPlaceContext value={place}>
          <PassFields
            pass={pass}
            values={values}
            onChange={setValues}
            drawn={drawn}
            {...(began ? { original: began } : {})}
          />
        </PassPlaceContext>
        {offer?.state === "rough" && (
          <Checkbox
            label={`Accept the rough version: ${offer.rough ?? "a lesser result"}`}
            checked={rough}
            onChange={(event) => setRough(event.currentTarget.checked)}
          />
        )}
        <div role="status" className="grid gap-1 text-pretty text-muted text-xs empty:hidden">
          {absent.map((line) => (
            <p key={line}>{`${line} The job waits until one has it.`}</p>
          ))}
          {blocked !== undefined && <p>{blocked}</p>}
        </div>
        {problem !== undefined && (
          <p role="alert" className="text-danger text-sm">
            {problem}
          </p>
        )}
      </div>
    </Dialog>
  );
}

/** Boxes and eye lines of a recipe, changed by numbers: there is no picture to draw on here. */
function useTyped({ fields }: PassForm, start: Params): Drawn {
  const of = (kind: string) => {
    const field = fields.find((one) => one.kind === kind);
    return field ? start[field.name] : undefined;
  };
  const [box, setBox] = useState<DrawnRect | null>(() => {
    const [face, plain] = [of("face-box"), of("box")];
    return face ? fromFaceBox(face as FaceBox) : plain ? fromBox(plain as Box) : null;
  });
  const [eyeLine, setLine] = useState<EyeLine | null>(() => (of("eye-line") as EyeLine | undefined) ?? null);
  const setEyeLine = (line: EyeLine | null | "default") => {
    if (line !== "default") setLine(line);
    else if (box) {
      const y = box.y + box.h * 0.4;
      setLine({ left: { x: box.x + box.w * 0.3, y }, right: { x: box.x + box.w * 0.7, y } });
    }
  };
  return { box, eyeLine, setBox, setEyeLine, drawBox: null };
}
