import type { CellContext } from "@/contract/script/cells";
import { changeRange } from "@/contract/script/change-range";
import type { Column } from "@/contract/script/columns";
import { type CellEdit, fieldValue, rangeText } from "@/contract/script/fields";
import { readCell, readFrames } from "@/contract/script/read-cell";
import type { TableShot } from "@/contract/script/table-shot";
import type { ShotStore } from "./shot-store";

/** The change that typed text means, a refusal in words, or undefined when it says what stands there. */
export function editOf(store: ShotStore, context: CellContext, shot: TableShot, column: Column["id"], text: string) {
  const { id } = shot;
  if (column === "in" || column === "out" || column === "frames") {
    const read = readFrames(column, text, context.fps);
    if ("problem" in read) return read.problem;
    const range = { frameIn: shot.frameIn, frames: shot.durationFrames };
    const next = changeRange(range, read.part, read.number);
    if ("problem" in next) return next.problem;
    return changed({ shotId: id, field: "range", seen: rangeText(range), value: rangeText(next) });
  }
  const read = readCell(column, text, context);
  if ("problem" in read) return read.problem;
  const taken = read.field === "code" && store.all().some((other) => other.code === read.value && other.id !== id);
  if (taken) return `Another shot has the code ${read.value}`;
  return changed({
    shotId: id,
    field: read.field,
    seen: fieldValue(shot, read.field, context.index.defaultStatus),
    value: read.value,
  });
}

const changed = (edit: CellEdit): CellEdit | undefined => (edit.seen === edit.value ? undefined : edit);
