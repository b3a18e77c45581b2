"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useMemo, useState } from "react";
import { useProject } from "@/components/studio/project";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { patternProblem, planRenumber, type Renumbered } from "@/contract/script/renumber";
import { manyShots } from "./many-shots";
import type { ShotStore } from "./shot-store";
import type { ShotActs } from "./use-shot-acts";

interface RenumberDialogProps {
  store: ShotStore;
  acts: ShotActs;
  /** The ticked shots, if any. */
  ids: readonly string[];
  onClose: () => void;
}

/** New codes for the ticked shots or a whole sequence: old → new before anything happens, collisions named. */
export function RenumberDialog({ store, acts, ids, onClose }: RenumberDialogProps) {
  const trpc = useTRPC();
  const { id: projectId } = useProject();
  const { data: archived } = useQuery(trpc.script.archivedShots.queryOptions({ projectId }));
  const shots = useMemo(() => store.all(), [store]);
  const sequences = useMemo(() => [...new Set(shots.map(({ sequence }) => sequence))], [shots]);
  const [scope, setScope] = useState(ids.length > 0 ? "ticked" : (sequences[0] ?? "all"));
  const [start, setStart] = useState("10");
  const [step, setStep] = useState("10");
  const [pattern, setPattern] = useState("{seq}_SH{####}");
  const [busy, setBusy] = useState(false);
  const problem = patternProblem(pattern);
  const plan = useMemo(() => {
    const chosen = new Set(ids);
    const which = shots.filter(({ id, sequence }) =>
      scope === "ticked" ? chosen.has(id) : scope === "all" || sequence === scope,
    );
    const ours = new Set(which.map(({ id }) => id));
    const taken = new Set([...shots.filter(({ id }) => !ours.has(id)), ...(archived ?? [])].map(({ code }) => code));
    return planRenumber(which, { start: Number(start), step: Number(step), pattern, taken });
  }, [shots, ids, scope, start, step, pattern, archived]);
  const moving = plan.rows.filter(({ from, to }) => from !== to);
  const apply = async () => {
    setBusy(true);
    const done = await acts.renumber(moving.map(({ id, from, to }) => ({ shotId: id, from, to })));
    setBusy(false);
    if (done) onClose();
  };
  const blocked =
    problem ??
    (plan.problems > 0
      ? `${plan.problems === 1 ? "1 code collides" : `${plan.problems} codes collide`}: change the start, the step or the pattern.`
      : plan.changed === 0
        ? "Every shot has its code already."
        : undefined);
  const digits = (set: (text: string) => void) => (event: { currentTarget: HTMLInputElement }) =>
    set(event.currentTarget.value.replace(/\D/g, "").slice(0, 6));
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="lg"
      title="Renumber shots"
      description="Codes may change places. File names of pictures that exist keep the old code."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={busy}
            onClick={() => void apply()}
            {...(blocked === undefined ? {} : { blocked })}
          >
            Renumber {manyShots(plan.changed)}
          </Button>
        </>
      }
    >
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-[220px_1fr]">
        <div className="grid content-start gap-4">
          <Field label="Which">
            {(control) => (
              <Select
                {...control}
                value={scope}
                onChange={(event) => setScope(event.currentTarget.value)}
                options={[
                  ...(ids.length > 0 ? [{ value: "ticked", label: `The ${ids.length} selected` }] : []),
                  ...sequences.map((code) => ({ value: code, label: `Sequence ${code}` })),
                  { value: "all", label: "All shots" },
                ]}
              />
            )}
          </Field>
          <div className="grid grid-cols-2 gap-4">
            <Field label="Start">
              {(control) => (
                <Input
                  {...control}
                  inputMode="numeric"
                  className="num"
                  value={start}
                  onChange={digits(setStart)}
                  data-autofocus
                />
              )}
            </Field>
            <Field label="Step">
              {(control) => (
                <Input {...control} inputMode="numeric" className="num" value={step} onChange={digits(setStep)} />
              )}
            </Field>
          </div>
          <Field label="Pattern" help="{seq} is the sequence, {####} the number, one # a digit." error={problem}>
            {(control) => (
              <Input
                {...control}
                className="code"
                value={pattern}
                spellCheck={false}
                autoComplete="off"
                onChange={(event) => setPattern(event.currentTarget.value)}
              />
            )}
          </Field>
        </div>
        <section aria-label="Preview" className="grid content-start gap-1.5">
          <h3 className="num text-muted text-xs">
            {plan.changed} of {plan.rows.length} change{plan.problems > 0 && `, ${plan.problems} collide`}
          </h3>
          <ol className="max-h-80 min-h-48 overflow-y-auto rounded-control border bg-well">
            {[...plan.rows]
              .sort((a, b) => Number(b.problem !== undefined) - Number(a.problem !== undefined))
              .slice(0, 300)
              .map((row) => (
                <Row key={row.id} row={row} />
              ))}
          </ol>
          {plan.rows.length > 300 && <p className="text-muted text-xs">and {plan.rows.length - 300} more</p>}
        </section>
      </div>
    </Dialog>
  );
}

function Row({ row: { from, to, problem } }: { row: Renumbered }) {
  const same = from === to;
  return (
    <li className="flex min-h-7 flex-wrap items-center gap-x-3 border-b px-2.5 py-1 text-sm last:border-b-0">
      <span className={same ? "code text-muted" : "code"}>{from}</span>
      <ArrowRight aria-label="becomes" className="size-3.5 shrink-0 stroke-[1.5] text-muted" />
      <span className={same ? "code text-muted" : "code"}>{to}</span>
      {problem !== undefined && <span className="text-danger text-xs">{problem}</span>}
    </li>
  );
}
