"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useProject } from "@/components/studio/project";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { CellContext } from "@/contract/script/cells";
import type { Column } from "@/contract/script/columns";
import { type PastePlan, planPaste } from "@/contract/script/paste";
import { parseTsv } from "@/contract/script/tsv";
import type { GridCursor } from "./grid-cursor";
import type { ShotStore } from "./shot-store";
import type { ShotActs } from "./use-shot-acts";

interface PasteDialogProps {
  text: string;
  store: ShotStore;
  cursor: GridCursor;
  columns: readonly Column[];
  context: CellContext;
  acts: ShotActs;
  ids: readonly string[];
  onClose: () => void;
}

const most = 200;

/** What a paste would change, before it does: old and new of every cell, and what cannot be read with its row and column. */
export function PasteDialog({ text, store, cursor, columns, context, acts, ids, onClose }: PasteDialogProps) {
  const trpc = useTRPC();
  const { id: projectId } = useProject();
  // Names that no shot carries yet can be pasted too, and codes of shots that were put away are taken.
  const { data: choices } = useQuery(trpc.script.choices.queryOptions({ projectId }));
  const { data: archived } = useQuery(trpc.script.archivedShots.queryOptions({ projectId }));
  const [plan, setPlan] = useState<PastePlan>();
  const over = useMemo(() => cursor.block(), [cursor]);
  useEffect(() => {
    if (!choices || !archived || !over) return;
    store.addWords(choices);
    const codes = new Map([...archived, ...store.all()].map(({ code, id }) => [code, id]));
    const rows = ids.flatMap((id) => store.get(id) ?? []);
    setPlan(planPaste(parseTsv(text), { over, rows, columns, codes, context: { ...context, index: store.index } }));
  }, [choices, archived, over, store, ids, text, columns, context]);
  const single =
    plan && plan.cells.length <= 1 && plan.problems.length === 0 && plan.rowsBeyond + plan.columnsBeyond === 0;
  useEffect(() => {
    if (!plan || !single) return;
    // One cell says enough by itself.
    if (plan.edits.length > 0) void acts.edit(plan.edits, "Pasted a cell");
    onClose();
  }, [plan, single, acts, onClose]);
  if (!plan || single) return null;
  const shots = new Set(plan.cells.map(({ shotId }) => shotId)).size;
  const cells = plan.cells.length === 1 ? "1 cell" : `${plan.cells.length} cells`;
  const apply = () => {
    onClose();
    void acts.edit(plan.edits, `Pasted ${cells} in ${shots === 1 ? "1 shot" : `${shots} shots`}`, true);
  };
  const labelOf = (id: string) => columns.find((column) => column.id === id)?.label ?? id;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="lg"
      title="Paste into the table"
      description={
        plan.cells.length === 0
          ? "Nothing would change."
          : `${cells} of ${shots === 1 ? "1 shot" : `${shots} shots`} would change.`
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            onClick={apply}
            data-autofocus
            {...(plan.cells.length === 0 ? { blocked: "Nothing would change." } : {})}
          >
            {plan.problems.length > 0 ? `Paste the other ${cells}` : `Paste ${cells}`}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {(plan.rowsBeyond > 0 || plan.columnsBeyond > 0) && (
          <p className="text-sm">{beyondWords(plan)} They are left out.</p>
        )}
        {plan.problems.length > 0 && <Problems plan={plan} />}
        {plan.cells.length > 0 && (
          <table className="w-full table-fixed text-left text-sm">
            <thead className="text-muted text-xs">
              <tr className="border-b">
                <th className="w-36 py-1.5 pr-3 font-normal">Shot</th>
                <th className="w-28 py-1.5 pr-3 font-normal">Column</th>
                <th className="py-1.5 pr-3 font-normal">Now</th>
                <th className="py-1.5 font-normal">Then</th>
              </tr>
            </thead>
            <tbody>
              {plan.cells.slice(0, most).map((cell) => (
                <tr key={`${cell.shotId} ${cell.column}`} className="border-b align-top">
                  <td className="code truncate py-1.5 pr-3">{cell.code}</td>
                  <td className="truncate py-1.5 pr-3 text-muted">{labelOf(cell.column)}</td>
                  <td className="truncate py-1.5 pr-3 text-muted">{cell.from || "–"}</td>
                  <td className="truncate py-1.5">{cell.to || "–"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {plan.cells.length > most && <p className="text-muted text-xs">and {plan.cells.length - most} more</p>}
      </div>
    </Dialog>
  );
}

function Problems({ plan }: { plan: PastePlan }) {
  return (
    <section className="grid gap-1.5" aria-label="What cannot be pasted">
      <h3 className="text-sm">
        {plan.problems.length === 1 ? "1 cell cannot be pasted" : `${plan.problems.length} cells cannot be pasted`}
      </h3>
      <ul className="grid max-h-48 gap-1 overflow-y-auto text-sm">
        {plan.problems.slice(0, most).map((problem, at) => (
          <li key={at} className="flex gap-2">
            <span className="code shrink-0">{problem.code}</span>
            <span className="shrink-0 text-muted">{problem.column}</span>
            <span className="text-danger">{problem.problem}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const beyondWords = ({ rowsBeyond, columnsBeyond }: PastePlan): string =>
  [
    rowsBeyond > 0 &&
      (rowsBeyond === 1 ? "1 row lies below the last shot." : `${rowsBeyond} rows lie below the last shot.`),
    columnsBeyond > 0 &&
      (columnsBeyond === 1
        ? "1 column lies right of the last one."
        : `${columnsBeyond} columns lie right of the last one.`),
  ]
    .filter(Boolean)
    .join(" ");
