import type { TileSpan } from "@/contract/mask/op-bounds";
import type { ClientOp } from "@/contract/mask/ops";
import { type Delta, type Rect, TILE, type Tile, type TiledMask } from "@/contract/mask/tiles";

/** One op of the log, and what it changed. */
export type Entry = {
  id: string;
  op: ClientOp["op"];
  /** null until the server has put it in order. */
  seq: number | null;
  span: TileSpan;
  /** Before-images, and all tiles of the span right after: both null once too old or overtaken. */
  delta: Delta | null;
  after: Delta | null;
};

/** All tiles after the first `length` ops. */
export type Snapshot = { length: number; tiles: readonly Tile[] };

const STEP_LIMIT = 200;
const BYTE_LIMIT = 128 * 1024 * 1024;

/** Bytes of all tiles that are kept: the mask, before-images, snapshots. Tiles that several hold count once. */
export function bytesOf(mask: TiledMask, entries: readonly Entry[], snapshots: readonly Snapshot[]): number {
  const seen = new Set<Tile>(mask.snapshot());
  for (const { delta, after } of entries)
    for (const tiles of [delta, after]) for (const tile of tiles?.values() ?? []) seen.add(tile);
  for (const { tiles } of snapshots) for (const tile of tiles) seen.add(tile);
  let sum = 0;
  for (const tile of seen) if (typeof tile !== "number") sum += tile.length;
  return sum;
}

/** Lets go of before-images beyond the limits, the oldest first. Entries before `bare` have none; the answer is the new `bare`. */
export function forgetOld(entries: readonly Entry[], bare: number): number {
  let bytes = 0;
  let from = bare;
  for (let i = entries.length - 1, steps = 0; i >= from; i--) {
    const entry = entries[i];
    if (!entry?.delta) continue;
    steps++;
    for (const tile of entry.delta.values()) bytes += typeof tile === "number" ? 8 : tile.length;
    if (steps <= STEP_LIMIT && bytes <= BYTE_LIMIT) continue;
    for (const old of entries.slice(from, i + 1)) {
      old.delta = null;
      old.after = null;
    }
    from = i + 1;
  }
  return from;
}

/** The tiles of a span by number, row by row. */
export function indexesOf(span: TileSpan, { cols }: Pick<TiledMask, "cols">): number[] {
  const out: number[] = [];
  for (let row = span.row0; row < span.row1; row++)
    for (let col = span.col0; col < span.col1; col++) out.push(row * cols + col);
  return out;
}

/** The pixels of a span, without what lies beyond the mask's edge. */
export function pixelsOf(span: TileSpan, mask: Pick<TiledMask, "width" | "height">): Rect {
  const [x, y] = [span.col0 * TILE, span.row0 * TILE];
  return {
    x,
    y,
    w: Math.min(mask.width, span.col1 * TILE) - x,
    h: Math.min(mask.height, span.row1 * TILE) - y,
  };
}

/** The smallest span that holds both. */
export const joined = (a: TileSpan, b: TileSpan): TileSpan => ({
  col0: Math.min(a.col0, b.col0),
  row0: Math.min(a.row0, b.row0),
  col1: Math.max(a.col1, b.col1),
  row1: Math.max(a.row1, b.row1),
});
