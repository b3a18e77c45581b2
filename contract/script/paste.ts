import { type CellContext, cellText } from "./cells";
import { setRange } from "./change-range";
import type { Column, ColumnId } from "./columns";
import { type CellEdit, fieldValue, rangeText, withValue } from "./fields";
import type { RangePart } from "./frame-range";
import { emptied, type RangeRead, readCell, readFrames } from "./read-cell";
import type { TableShot } from "./table-shot";

export type PastedCell = { shotId: string; code: string; column: ColumnId; from: string; to: string };
export type PasteProblem = { code: string; column: string; text: string; problem: string };
export type PastePlan = {
  edits: CellEdit[];
  /** What the edits change, in words. */
  cells: PastedCell[];
  problems: PasteProblem[];
  /** Pasted rows that find no shot below the last one. */
  rowsBeyond: number;
  /** Pasted columns that find none right of the last one. */
  columnsBeyond: number;
};

export type Rectangle = { top: number; left: number; bottom: number; right: number };

const isPart = (id: ColumnId): id is RangePart => id === "in" || id === "out" || id === "frames";

/**
 * What a block of text cells would change, laid over the table at `over` (inclusive). A block that fits a larger `over`
 * several times is repeated to fill it. Nothing is changed where a cell says what stands there already.
 */
export function planPaste(
  block: readonly (readonly string[])[],
  {
    over,
    rows,
    columns,
    codes,
    context,
  }: {
    over: Rectangle;
    rows: readonly TableShot[];
    columns: readonly Column[];
    /** Every code of the project, of archived shots too, with its shot. */
    codes: ReadonlyMap<string, string>;
    context: CellContext;
  },
): PastePlan {
  const plan: PastePlan = { edits: [], cells: [], problems: [], rowsBeyond: 0, columnsBeyond: 0 };
  const blockWidth = block.reduce((most, row) => Math.max(most, row.length), 0);
  if (blockWidth === 0) return plan;
  const height = repeated(block.length, over.bottom - over.top + 1);
  const width = repeated(blockWidth, over.right - over.left + 1);
  plan.rowsBeyond = Math.max(0, over.top + height - rows.length);
  plan.columnsBeyond = Math.max(0, over.left + width - columns.length);
  for (let down = 0; down < height; down++) {
    const shot = rows[over.top + down];
    const texts = block[down % block.length];
    if (!shot || !texts) break;
    const cells: [Column, string][] = [];
    for (let across = 0; across < width; across++) {
      const column = columns[over.left + across];
      const text = texts[across % blockWidth];
      if (column && text !== undefined) cells.push([column, text]);
    }
    pasteRow(plan, shot, cells, context);
  }
  refuseDoubleCodes(plan, codes);
  return plan;
}

const repeated = (block: number, over: number): number => (over > block && over % block === 0 ? over : block);

function pasteRow(plan: PastePlan, shot: TableShot, cells: readonly [Column, string][], context: CellContext): void {
  const refuse = (column: Column, text: string, problem: string) =>
    plan.problems.push({ code: shot.code, column: column.label, text, problem });
  const change = (column: Column, edit: Omit<CellEdit, "shotId" | "seen">) => {
    const seen = fieldValue(shot, edit.field, context.index.defaultStatus);
    if (seen === edit.value) return;
    plan.edits.push({ shotId: shot.id, seen, ...edit });
    const after = withValue(shot, edit.field, edit.value);
    const [from, to] = [shot, after].map((row) => cellText(row, column.id, context));
    plan.cells.push({ shotId: shot.id, code: shot.code, column: column.id, from: from ?? "", to: to ?? "" });
  };
  const parts: { [part in RangePart]?: number } = {};
  let rangeColumn: [Column, string] | undefined;
  for (const [column, text] of cells) {
    if (isPart(column.id)) {
      const read: RangeRead | { problem: string } = readFrames(column.id, text, context.fps);
      if ("problem" in read) refuse(column, text, read.problem);
      else {
        parts[read.part] = read.number;
        rangeColumn = [column, text];
      }
      continue;
    }
    // A copied row carries its sums and notes along: they are passed over when they say what stands there.
    if (column.field === null) {
      if (text.trim() !== "" && text.trim() !== cellText(shot, column.id, context).trim())
        refuse(column, text, "This column follows from others and cannot be pasted into");
      continue;
    }
    if (text.trim() === "" && emptied(column.field) === undefined) {
      refuse(column, text, "This cell cannot be empty");
      continue;
    }
    const read = readCell(column.id, text, context);
    if ("problem" in read) refuse(column, text, read.problem);
    else change(column, read);
  }
  if (!rangeColumn) return;
  const range = setRange({ frameIn: shot.frameIn, frames: shot.durationFrames }, parts);
  if ("problem" in range) refuse(...rangeColumn, range.problem);
  else change(rangeColumn[0], { field: "range", value: rangeText(range) });
}

/** A code may be given up and taken within one paste; what two shots would hold afterwards is refused. */
function refuseDoubleCodes(plan: PastePlan, codes: ReadonlyMap<string, string>): void {
  const changes = plan.edits.filter(({ field }) => field === "code");
  if (changes.length === 0) return;
  const givenUp = new Set(changes.map(({ seen }) => seen));
  const times = new Map<string, number>();
  for (const { value } of changes) times.set(value, (times.get(value) ?? 0) + 1);
  const refused = new Set<CellEdit>();
  for (const edit of changes) {
    const twice = (times.get(edit.value) ?? 0) > 1;
    const taken = codes.has(edit.value) && codes.get(edit.value) !== edit.shotId && !givenUp.has(edit.value);
    if (!twice && !taken) continue;
    refused.add(edit);
    plan.problems.push({
      code: edit.seen,
      column: "Shot",
      text: edit.value,
      problem: twice
        ? `${edit.value} is pasted ${times.get(edit.value)} times`
        : `Another shot has the code ${edit.value}`,
    });
  }
  if (refused.size === 0) return;
  const gone = new Set([...refused].map(({ shotId }) => shotId));
  plan.edits = plan.edits.filter((edit) => !refused.has(edit));
  plan.cells = plan.cells.filter(({ shotId, column }) => column !== "code" || !gone.has(shotId));
}
