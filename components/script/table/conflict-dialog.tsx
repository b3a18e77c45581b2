"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Segmented } from "@/components/ui/segmented";
import { type CellContext, cellText } from "@/contract/script/cells";
import { columns } from "@/contract/script/columns";
import { type CellEdit, withValue } from "@/contract/script/fields";
import type { CellConflict, Quarrel } from "./shot-acts";
import type { ShotStore } from "./shot-store";
import type { ShotActs } from "./use-shot-acts";

interface ConflictDialogProps {
  quarrel: Quarrel;
  store: ShotStore;
  context: CellContext;
  acts: ShotActs;
  onClose: () => void;
  /** Put off without a choice: what was typed must be found again. */
  onPutOff: () => void;
}

type Side = "theirs" | "mine";
const keyOf = ({ shotId, field }: Pick<CellEdit, "shotId" | "field">) => `${shotId} ${field}`;

/** Somebody changed the same cells meanwhile: both texts stand side by side, and a person decides cell by cell. */
export function ConflictDialog({ quarrel, store, context, acts, onClose, onPutOff }: ConflictDialogProps) {
  const { conflicts, edits, label } = quarrel;
  const [sides, setSides] = useState<Readonly<Record<string, Side>>>({});
  const sideOf = (conflict: CellConflict): Side => sides[keyOf(conflict)] ?? "theirs";
  const others = edits.length - conflicts.length;
  const mine = conflicts.filter((conflict) => sideOf(conflict) === "mine");
  const save = () => {
    const met = new Map(conflicts.map((conflict) => [keyOf(conflict), conflict]));
    const wanted = edits.flatMap((edit) => {
      const conflict = met.get(keyOf(edit));
      if (!conflict) return [edit];
      return sideOf(conflict) === "mine" ? [{ ...edit, seen: conflict.now }] : [];
    });
    onClose();
    void acts.edit(wanted, label);
  };
  const all = (side: Side) => setSides(Object.fromEntries(conflicts.map((conflict) => [keyOf(conflict), side])));
  return (
    <Dialog
      open
      onOpenChange={onPutOff}
      size="lg"
      title="Somebody changed this meanwhile"
      description={
        conflicts.length === 1
          ? "Nothing of yours is saved yet. Both texts stand here: choose which one stays."
          : `Nothing of yours is saved yet. Choose for each of these ${conflicts.length} cells which text stays.`
      }
      footer={
        <>
          {conflicts.length > 1 && (
            <>
              <Button variant="quiet" onClick={() => all("theirs")}>
                All theirs
              </Button>
              <Button variant="quiet" onClick={() => all("mine")}>
                All mine
              </Button>
            </>
          )}
          <Button onClick={onPutOff}>Decide later</Button>
          <Button variant="primary" onClick={mine.length + others === 0 ? onClose : save}>
            {mine.length + others === 0
              ? "Keep theirs"
              : `Save ${mine.length + others === 1 ? "mine" : `${mine.length + others} changes`}`}
          </Button>
        </>
      }
    >
      <div className="grid gap-5">
        {conflicts.map((conflict) => (
          <section
            key={keyOf(conflict)}
            aria-label={`${fieldLabel(conflict.field)} of ${conflict.code}`}
            className="grid gap-2"
          >
            <h3 className="flex items-center gap-2 text-sm">
              <span className="code">{conflict.code}</span>
              <span className="text-muted">{fieldLabel(conflict.field)}</span>
            </h3>
            <div className="grid gap-2 sm:grid-cols-2">
              <Text
                title={conflict.by === null ? "There now" : `${conflict.by}, there now`}
                text={textOf(conflict, conflict.now, store, context)}
                chosen={sideOf(conflict) === "theirs"}
              />
              <Text
                title="Yours"
                text={textOf(conflict, conflict.value, store, context)}
                chosen={sideOf(conflict) === "mine"}
              />
            </div>
            <Segmented
              label={`Which text stays in ${conflict.code}`}
              value={sideOf(conflict)}
              options={[
                { value: "theirs", label: "Keep theirs" },
                { value: "mine", label: "Use mine" },
              ]}
              onChange={(side) => setSides((now) => ({ ...now, [keyOf(conflict)]: side }))}
              className="justify-self-start"
            />
          </section>
        ))}
        {others > 0 && (
          <p className="text-muted text-sm">
            {others === 1 ? "1 other cell" : `${others} other cells`} of this act met nobody and will be saved with it.
          </p>
        )}
      </div>
    </Dialog>
  );
}

function Text({ title, text, chosen }: { title: string; text: string; chosen: boolean }) {
  return (
    <div
      className={`grid content-start gap-1 rounded-control border p-2.5 ${chosen ? "border-accent" : "border-line"}`}
    >
      <span className="text-muted text-xs">{title}</span>
      <span className="min-h-5 select-text whitespace-pre-wrap break-words text-sm">{text || "–"}</span>
    </div>
  );
}

const columnOfField = (field: string) => columns.find((column) => column.field === field);
const fieldLabel = (field: string) => (field === "range" ? "Frames" : (columnOfField(field)?.label ?? field));

function textOf({ shotId, field }: CellConflict, value: string, store: ShotStore, context: CellContext): string {
  const shot = store.get(shotId);
  const column = columnOfField(field);
  if (!shot || !column) return value;
  const row = withValue(shot, field, value);
  if (field === "range")
    return `${cellText(row, "in", context)}–${cellText(row, "out", context)} · ${row.durationFrames} frames`;
  return cellText(row, column.id, { ...context, index: store.index });
}
