import { MaskError } from "./error";
import type { ClientOp, DrawOp } from "./ops";
import { applyOp } from "./raster";
import type { TiledMask } from "./tiles";

/** Anything with an id and an op: from a client or from the log. Order is the log's order. */
type Entry = Pick<ClientOp, "id" | "op">;

/** The ids that are taken back. Read from the end: an undo counts unless a later undo took it back in turn. */
export function undoneIds(log: readonly Entry[]): Set<string> {
  const undone = new Set<string>();
  for (const { id, op } of log.toReversed()) if (op.kind === "undo" && !undone.has(id)) undone.add(op.target);
  return undone;
}

/** False when an op after the checkpoint takes back one that the checkpoint already contains: use an older one. */
export function checkpointFits(logAfter: readonly Entry[]): boolean {
  return orphanUndo(logAfter) === null;
}

function orphanUndo(log: readonly Entry[]): Entry | null {
  const undone = undoneIds(log);
  const known = new Set<string>();
  for (const entry of log) {
    if (entry.op.kind === "undo" && !undone.has(entry.id) && !known.has(entry.op.target)) return entry;
    known.add(entry.id);
  }
  return null;
}

/** Draws the live ops of a log onto the checkpoint it follows (a blank mask for a whole log). */
export function replay(mask: TiledMask, logAfter: readonly Entry[]): TiledMask {
  if (orphanUndo(logAfter)) throw new MaskError("The mask's checkpoint is newer than an op that was taken back");
  const undone = undoneIds(logAfter);
  for (const { id, op } of logAfter) if (isDrawing(op) && !undone.has(id)) applyOp(mask, op);
  return mask;
}

export const isDrawing = (op: Entry["op"]): op is DrawOp => op.kind !== "undo";
