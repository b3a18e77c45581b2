import { notify } from "@/components/ui/notify";
import { stepPlaces } from "@/contract/script/arrange";
import { emptied } from "@/contract/script/cells";
import { type CellEdit, fieldValue } from "@/contract/script/fields";
import { blockCells, textAt } from "./grid-edits";
import type { ShotGridProps } from "./grid-props";
import { manyShots } from "./many-shots";

type GridActs = Pick<ShotGridProps, "store" | "cursor" | "acts" | "view" | "columns" | "sort" | "context"> & {
  reveal: () => void;
};

/** What keys do to the shots in hand: moved a place, emptied, filled down. `story` is all of them in their order. */
export function gridActs({ store, cursor, acts, view, columns, sort, context, reveal }: GridActs) {
  const story = () => store.all().map(({ id, sequence }) => ({ id, sequence }));
  const movedIds = (): ReadonlySet<string> => {
    const at = cursor.at?.id;
    return at !== undefined && cursor.ticked.has(at) ? cursor.ticked : new Set(at === undefined ? [] : [at]);
  };
  const step = (way: "up" | "down") => {
    if (sort) return notify({ title: "Shots move in story order: take the sorting off first.", id: "shots-sorted" });
    const ids = movedIds();
    void acts.place(stepPlaces(story(), ids, way), `Moved ${manyShots(ids.size)}`);
    requestAnimationFrame(reveal);
  };
  const clear = () => {
    const edits = blockCells(cursor, view.ids, columns).flatMap(({ id, column }): CellEdit[] => {
      const shot = store.get(id);
      const value = column.field ? emptied(column.field) : undefined;
      if (!shot || !column.field || value === undefined) return [];
      return [
        { shotId: id, field: column.field, seen: fieldValue(shot, column.field, context.index.defaultStatus), value },
      ];
    });
    void acts.edit(edits, edits.length === 1 ? "Emptied a cell" : `Emptied ${edits.length} cells`);
  };
  const fillDown = () => {
    const block = cursor.block();
    if (!block) return;
    const from = block.top === block.bottom ? block.top - 1 : block.top;
    if (from < 0) return;
    const line = columns
      .slice(block.left, block.right + 1)
      .map((column) => textAt(store, view.ids[from], column, context));
    void import("@/contract/script/paste").then(({ planPaste }) => {
      const rows = view.ids.flatMap((id) => store.get(id) ?? []);
      const plan = planPaste([line], {
        ...{ over: { ...block, top: from + 1 }, rows, columns, context },
        codes: new Map(store.all().map((shot) => [shot.code, shot.id])),
      });
      const [problem] = plan.problems;
      if (problem) return notify({ title: `${problem.column}: ${problem.problem}`, tone: "danger" });
      void acts.edit(
        plan.edits,
        `Filled ${plan.cells.length === 1 ? "1 cell" : `${plan.cells.length} cells`} down`,
        true,
      );
    });
  };
  return { story, step, clear, fillDown };
}
