"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { guessWords, rangeWords } from "@/components/renders/estimate-words";
import { messageOf } from "@/components/studio/problem";
import { type Input as Given, useTRPC, useTRPCClient } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { refused } from "@/components/ui/refused";
import { Select } from "@/components/ui/select";
import type { FormField } from "@/contract/passes/fields";
import { mostAxes, planGrid } from "@/contract/queue/grid";
import type { PassForm } from "./describe-pass";
import { type AxisDraft, freshAxis, gridFields, readAxis } from "./grid-axes";

interface GridDialogProps {
  pass: PassForm;
  /** What would be queued once; the grid changes some of its parameters. */
  ask: Omit<Given["renders"]["submit"], "count">;
  /** Brings what the pass needs, such as the mask, to the studio. Rejects with words when it cannot. */
  prepare: () => Promise<void>;
  onQueued: (jobs: number) => void;
  onClose: () => void;
}

/** One pass in many variants: which parameters change, how many pictures that makes and how long they take, then one act. */
export function GridDialog({ pass, ask, prepare, onQueued, onClose }: GridDialogProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const fields = gridFields(pass.fields);
  const [drafts, setDrafts] = useState<readonly AxisDraft[]>(() => fields.slice(0, 1).map(freshAxis));
  const read = drafts.map((draft) => {
    const field = fields.find(({ name }) => name === draft.param);
    return field ? readAxis(field, draft) : { problem: "Choose a parameter." };
  });
  const wrong = read.flatMap((one) => ("problem" in one ? one.problem : []))[0];
  const axes = read.flatMap((one) => ("values" in one ? one : []));
  const plan = wrong ? { problem: wrong } : planGrid(axes);
  const count = "cells" in plan ? plan.cells.length : 0;
  const estimate = useQuery({
    ...trpc.queue.estimate.queryOptions({
      ...{ versionId: ask.versionId, pass: pass.id, params: ask.params, count: Math.max(1, count) },
      roughAllowed: ask.roughAllowed,
    }),
    enabled: count > 0,
    placeholderData: (before) => before,
  });
  const undo = useMutation(trpc.queue.many.mutationOptions({ onError: refused }));
  const queue = useMutation({
    mutationFn: async () => {
      await prepare();
      return client.queue.submitGrid.mutate({
        ...ask,
        axes: axes.map(({ param, values }) => ({ param, values: [...values] })),
      });
    },
    onSuccess: ({ batchId, jobs }) => {
      notify({
        title: `Queued ${jobs.length} ${jobs.length === 1 ? "variant" : "variants"} of ${pass.title}`,
        undo: () =>
          undo.mutate(batchId ? { act: "cancel", batchId } : { act: "cancel", jobIds: jobs.map(({ id }) => id) }),
      });
      onQueued(jobs.length);
      onClose();
    },
    onSettled: () => queries.invalidateQueries(trpc.renders.queue.pathFilter()),
  });
  const free = fields.filter(({ name }) => !drafts.some(({ param }) => param === name));
  const change = (at: number, draft: AxisDraft) => setDrafts(drafts.map((one, n) => (n === at ? draft : one)));
  const problem = "problem" in plan ? plan.problem : undefined;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Vary ${pass.title}`}
      description="Every combination is one picture. All share one seed unless the grid changes it."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={queue.isPending}
            onClick={() => queue.mutate()}
            {...(problem ? { blocked: problem } : {})}
          >
            {count > 0 ? `Queue ${count} ${count === 1 ? "variant" : "variants"}` : "Queue the variants"}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <ul className="grid gap-3">
          {drafts.map((draft, at) => {
            const field = fields.find(({ name }) => name === draft.param);
            return (
              <li key={draft.param} className="grid gap-2 border-b pb-3">
                <div className="flex items-center gap-2">
                  <div className="flex-1">
                    <Select
                      aria-label={`Parameter ${at + 1}`}
                      options={[...(field ? [field] : []), ...free].map(({ name, title }) => ({
                        value: name,
                        label: title,
                      }))}
                      value={draft.param}
                      onChange={(event) => {
                        const next = fields.find(({ name }) => name === event.currentTarget.value);
                        if (next) change(at, freshAxis(next));
                      }}
                    />
                  </div>
                  {drafts.length > 1 && (
                    <IconButton
                      label={`Remove ${field?.title ?? "it"}`}
                      icon={<X />}
                      onClick={() => setDrafts(drafts.filter((_, n) => n !== at))}
                    />
                  )}
                </div>
                {field && <AxisFields field={field} draft={draft} onChange={(next) => change(at, next)} />}
              </li>
            );
          })}
        </ul>
        {drafts.length < mostAxes && free[0] && (
          <Button
            size="sm"
            icon={<Plus />}
            onClick={() => free[0] && setDrafts([...drafts, freshAxis(free[0])])}
            className="justify-self-start"
          >
            Change another parameter
          </Button>
        )}
        <div role="status" className="grid min-h-10 content-start gap-0.5">
          {problem ? (
            <p className="text-pretty text-danger">{problem}</p>
          ) : (
            <>
              <p className="num">
                {count} {count === 1 ? "picture" : "pictures"}
                {axes.length > 1 && ` (${axes.map(({ values }) => values.length).join(" × ")})`}
              </p>
              <p className="num text-pretty text-muted text-xs">{estimateWords(estimate.data)}</p>
            </>
          )}
        </div>
        {queue.isError && (
          <p role="alert" className="text-pretty text-danger text-xs">
            {messageOf(queue.error)}
          </p>
        )}
      </div>
    </Dialog>
  );
}

function AxisFields({
  field,
  draft,
  onChange,
}: {
  field: FormField;
  draft: AxisDraft;
  onChange: (next: AxisDraft) => void;
}) {
  if (field.kind === "choice" || field.kind === "toggle") {
    const options =
      field.kind === "toggle"
        ? [
            { value: "false", label: "Off" },
            { value: "true", label: "On" },
          ]
        : (field.choices ?? []);
    return (
      <div className="flex flex-wrap gap-x-4">
        {options.map(({ value, label }) => (
          <Checkbox
            key={value}
            label={label}
            checked={draft.picked.includes(value)}
            onChange={(event) =>
              onChange({
                ...draft,
                picked: options
                  .map((one) => one.value)
                  .filter((one) => (one === value ? event.currentTarget.checked : draft.picked.includes(one))),
              })
            }
          />
        ))}
      </div>
    );
  }
  const box = (label: string, value: string, set: (text: string) => void) => (
    <span className="flex items-center gap-1.5 text-muted text-xs">
      <span aria-hidden>{label}</span>
      <Input
        aria-label={`${field.title}, ${label.toLowerCase()}`}
        inputMode="decimal"
        autoComplete="off"
        value={value}
        onChange={(event) => set(event.currentTarget.value)}
        className="num w-20"
      />
    </span>
  );
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      {box(field.kind === "seed" ? "First seed" : "From", draft.from, (from) => onChange({ ...draft, from }))}
      {field.kind !== "seed" && box("to", draft.to, (to) => onChange({ ...draft, to }))}
      {box(field.kind === "seed" ? "how many" : "in steps", draft.steps, (steps) => onChange({ ...draft, steps }))}
    </div>
  );
}

type Estimate = {
  each: Parameters<typeof guessWords>[0];
  all: { seconds: number; low: number; high: number } | null;
  nodes: string[];
};

/** "About 12–15 min on attic, about 40 s each", or why nobody can say. */
export function estimateWords(estimate: Estimate | undefined): string {
  if (!estimate) return "";
  const { each, all, nodes } = estimate;
  if (nodes.length === 0) return "No node takes it now: it waits in line until one does.";
  if (!all || !each) return `On ${nodes.join(", ")}. It was never done here, so nobody can say how long it takes.`;
  return `About ${rangeWords(all.low, Math.max(all.high, all.low + 1))} on ${nodes.join(", ")} once it is its turn, ${guessWords(each)} each.`;
}
