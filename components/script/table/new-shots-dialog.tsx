"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useMemo, useState } from "react";
import { useProject } from "@/components/studio/project";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { fullCode, nextCode } from "@/contract/script/codes";
import { framesFrom, timeOf } from "@/contract/script/frame-time";
import { readNewShots } from "@/contract/script/new-shots";
import type { ShotStore } from "./shot-store";
import type { ShotActs } from "./use-shot-acts";

interface NewShotsDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  store: ShotStore;
  acts: ShotActs;
}

/** One shot, a range, or rows pasted from a spreadsheet, at the end of a sequence; what comes of it stands beside. */
export function NewShotsDialog({ open, onOpenChange, store, acts }: NewShotsDialogProps) {
  const form = useId();
  const { fpsNum, fpsDen } = useProject();
  const close = () => onOpenChange(false);
  const made = useNewShots(store, acts, close);
  const { text, setText, step, setStep, sequence, setSequence, duration, setDuration, frames, plan, create } = made;
  const error = (name: string) => (create.error?.data?.field === name ? create.error.message : undefined);
  const [, refuse] = useState(0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!made.submit()) refuse((n) => n + 1);
  };
  const count = plan.rows.length;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="New shots"
      size="lg"
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            busy={create.isPending}
            {...(plan.problem === undefined ? {} : { blocked: plan.problem })}
          >
            {count > 1 ? `Create ${count} shots` : "Create shots"}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
        <div className="grid content-start gap-4">
          <Field label="Sequence" help="A new code makes a new sequence." error={error("sequence")}>
            {(control) => (
              <>
                <Input
                  {...control}
                  name="sequence"
                  list={`${form}-sequences`}
                  value={sequence}
                  onChange={(event) => setSequence(event.currentTarget.value)}
                  className="code"
                  autoComplete="off"
                />
                <datalist id={`${form}-sequences`}>
                  {made.sequences.map((code) => (
                    <option key={code} value={code} />
                  ))}
                </datalist>
              </>
            )}
          </Field>
          <Field
            label="Shots"
            help="A code, a range like SH0010-SH0200, or rows from a spreadsheet: code, description, frames. Left empty: the next free code."
            error={plan.problem ?? error("shots")}
          >
            {(control) => (
              <Textarea
                {...control}
                name="shots"
                rows={4}
                value={text}
                onChange={(event) => setText(event.currentTarget.value)}
                placeholder="SH0010-SH0050"
                className="code"
                autoComplete="off"
                spellCheck={false}
                data-autofocus
              />
            )}
          </Field>
          <div className="grid grid-cols-2 gap-4">
            <Field label="Step" help="Between the codes of a range." optional error={error("step")}>
              {(control) => (
                <Input
                  {...control}
                  inputMode="numeric"
                  value={step}
                  onChange={(event) => setStep(event.currentTarget.value.replace(/\D/g, ""))}
                  placeholder="10"
                  className="num"
                  autoComplete="off"
                />
              )}
            </Field>
            <Field
              label="Duration of each"
              help={
                frames === undefined
                  ? "Frames, or seconds as “2 s”."
                  : `${frames} frames · ${timeOf(frames, fpsNum / fpsDen)}`
              }
              error={
                frames === undefined ? "Write whole frames like 48, or seconds like 2 s." : error("durationFrames")
              }
            >
              {(control) => (
                <Input
                  {...control}
                  value={duration}
                  onChange={(event) => setDuration(event.currentTarget.value)}
                  className="num"
                  autoComplete="off"
                />
              )}
            </Field>
          </div>
          {create.error &&
            !["sequence", "shots", "step", "durationFrames"].includes(create.error.data?.field ?? "") && (
              <p role="alert" className="text-danger text-xs">
                {create.error.message}
              </p>
            )}
        </div>
        <Preview rows={plan.rows} />
      </form>
    </Dialog>
  );
}

type Row = { code: string; words: string; taken: boolean };

function Preview({ rows }: { rows: readonly Row[] }) {
  return (
    <section aria-label="Preview" className="grid min-h-48 content-start gap-1.5">
      <h3 className="text-muted text-xs">{rows.length === 1 ? "1 shot" : `${rows.length} shots`}</h3>
      <ol className="max-h-72 overflow-y-auto rounded-control border bg-well">
        {rows.slice(0, 300).map(({ code, words, taken }) => (
          <li key={code} className="flex min-h-7 items-center gap-3 border-b px-2.5 py-1 text-sm last:border-b-0">
            <span className="code shrink-0">{code}</span>
            {taken ? (
              <span className="text-danger text-xs">exists already</span>
            ) : (
              <span className="truncate text-muted text-xs">{words}</span>
            )}
          </li>
        ))}
      </ol>
      {rows.length > 300 && <p className="text-muted text-xs">and {rows.length - 300} more</p>}
    </section>
  );
}

function useNewShots(store: ShotStore, acts: ShotActs, close: () => void) {
  const { id: projectId, fpsNum, fpsDen } = useProject();
  const fps = fpsNum / fpsDen;
  const trpc = useTRPC();
  const shots = store.all();
  const sequences = useMemo(() => [...new Set(shots.map((shot) => shot.sequence))], [shots]);
  const { data: archived } = useQuery(trpc.script.archivedShots.queryOptions({ projectId }));
  const [sequence, setSequence] = useState(sequences.at(-1) ?? "SQ010");
  const [text, setText] = useState("");
  const [step, setStep] = useState("");
  const [duration, setDuration] = useState("48");
  const frames = framesFrom(duration, fps);
  const plan = useMemo(() => {
    const read = readNewShots(text, { step: step === "" ? undefined : Number(step), fps });
    if ("problem" in read) return { rows: [] as Row[], problem: read.problem, details: [] };
    const part = sequence.trim().toUpperCase();
    const taken = new Set([...shots, ...(archived ?? [])].map(({ code }) => code));
    const inSequence = shots.flatMap((shot) => (shot.sequence === part ? [shot.code] : []));
    const codes = read.codes.length > 0 ? read.codes : [nextCode(inSequence)];
    const words = new Map(read.details.map((details) => [details.code, details.description ?? ""]));
    const rows = codes.map((code): Row => {
      const full = fullCode(part, code);
      return { code: full, words: words.get(code) ?? "", taken: taken.has(full) };
    });
    const clash = rows.filter((row) => row.taken).length;
    const problem =
      clash === 0
        ? undefined
        : `${clash === 1 ? "1 code exists" : `${clash} codes exist`} already: choose codes that are free.`;
    return { rows, problem, details: read.details };
  }, [text, step, fps, sequence, shots, archived]);
  const create = useMutation(
    trpc.script.createShots.mutationOptions({
      onSuccess: (made) => {
        acts.created(made);
        setText("");
        close();
      },
    }),
  );
  const submit = (): boolean => {
    if (frames === undefined || plan.problem !== undefined) return false;
    create.mutate({
      projectId,
      sequence,
      // Rows of a spreadsheet say their codes themselves.
      shots: plan.details.length > 0 ? plan.details.map(({ code }) => code).join("\n") : text,
      ...(step === "" ? {} : { step: Number(step) }),
      durationFrames: frames,
      details: plan.details,
    });
    return true;
  };
  return {
    sequences,
    sequence,
    setSequence,
    text,
    setText,
    step,
    setStep,
    duration,
    setDuration,
    frames,
    plan,
    create,
    submit,
  };
}
