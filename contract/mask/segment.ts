import { byteAt } from "./bytes";
import type { PaintMode } from "./ops";
import { TILE, type TiledMask, type TilePart } from "./tiles";

/** One piece of a stroke: a line with a radius at either end, in image pixels. */
export type Capsule = { x0: number; y0: number; r0: number; x1: number; y1: number; r1: number };
type Brush = {
  dx: number;
  dy: number;
  length2: number;
  r0: number;
  dr: number;
  hardness: number;
  mode: PaintMode;
  /** The most it paints or takes, 1-255. */
  level: number;
};
type Span = { lo: number; hi: number };

const outer: Span = { lo: 0, hi: 0 };
const inner: Span = { lo: 0, hi: 0 };

/** Draws with hardness 0-1 and opacity 1-100. Takes the maximum when adding and the minimum when erasing, so a stroke never builds up. */
export function drawCapsule(mask: TiledMask, capsule: Capsule, hardness: number, mode: PaintMode, opacity = 100): void {
  const { x0, y0, r0, x1, y1, r1 } = capsule;
  const reach = Math.max(r0, r1) + 1;
  const [dx, dy] = [x1 - x0, y1 - y0];
  const brush: Brush = { dx, dy, length2: dx * dx + dy * dy, r0, dr: r1 - r0, hardness, mode, level: levelOf(opacity) };
  const full = mode === "add" ? 255 : 0;
  const parts = mask.parts(
    Math.floor(Math.min(x0, x1) - reach),
    Math.floor(Math.min(y0, y1) - reach),
    Math.ceil(Math.max(x0, x1) + reach) + 1,
    Math.ceil(Math.max(y0, y1) + reach) + 1,
  );
  for (const part of parts) if (mask.tile(part.index) !== full) drawPart(mask, part, brush, x0, y0);
}

/** The tile is taken for writing only at the first row the capsule really crosses in it. */
function drawPart(mask: TiledMask, part: TilePart, brush: Brush, x0: number, y0: number): void {
  const r1 = brush.r0 + brush.dr;
  const reach = Math.max(brush.r0, r1) + 0.5;
  const core = Math.min(brush.r0, r1) * Math.min(brush.hardness, 1) - 0.5;
  const full = brush.mode === "add" ? 255 : 0;
  const plain = brush.level === 255;
  const relX = part.left + 0.5 - x0;
  let tile: Uint8Array | null = null;
  let [left, top, right, bottom] = [TILE, TILE, 0, 0];
  for (let y = part.y0; y < part.y1; y++) {
    const py = part.top + y + 0.5 - y0;
    if (!spanOf(py, brush, reach, outer)) continue;
    const from = Math.max(part.x0, Math.floor(outer.lo - relX));
    const to = Math.min(part.x1, Math.ceil(outer.hi - relX) + 1);
    if (from >= to) continue;
    tile ??= mask.writable(part.index);
    let [coreFrom, coreTo] = [to, to];
    if (plain && core > 0 && spanOf(py, brush, core, inner)) {
      const start = Math.max(from, Math.ceil(inner.lo - relX));
      const stop = Math.min(to, Math.floor(inner.hi - relX) + 1);
      if (stop > start) [coreFrom, coreTo] = [start, stop];
    }
    const base = y * TILE;
    blendRow(tile, base, from, coreFrom, relX, py, brush);
    if (coreTo > coreFrom) tile.fill(full, base + coreFrom, base + coreTo);
    blendRow(tile, base, coreTo, to, relX, py, brush);
    if (from < left) left = from;
    if (to > right) right = to;
    if (y < top) top = y;
    bottom = y + 1;
  }
  if (tile) mask.mark(part.index, left, top, right - left, bottom - top);
}

/** The reference arithmetic, pixel by pixel, for the soft edge between the outer and the inner span. */
function blendRow(tile: Uint8Array, base: number, from: number, to: number, relX: number, py: number, brush: Brush) {
  const { dx, dy, length2, r0, dr, hardness, level } = brush;
  const add = brush.mode === "add";
  const done = add ? 255 : 0;
  for (let x = from; x < to; x++) {
    const offset = base + x;
    // Most of a piece lies on the one before it: what can change no more needs no arithmetic.
    const old = byteAt(tile, offset);
    if (old === done) continue;
    const px = relX + x;
    let t = length2 > 0 ? (px * dx + py * dy) / length2 : 0;
    t = t < 0 ? 0 : Math.min(t, 1);
    const ex = px - t * dx;
    const ey = py - t * dy;
    let value = coverage(r0 + t * dr, Math.sqrt(ex * ex + ey * ey), hardness);
    if (level !== 255) value = ((value * level + 127) / 255) | 0;
    if (add) {
      if (value > old) tile[offset] = value;
    } else if (255 - value < old) tile[offset] = 255 - value;
  }
}

const levelOf = (opacity: number): number => ((opacity * 255 + 50) / 100) | 0;

/** 0-255 at distance d from the axis of a brush of radius r. */
function coverage(r: number, d: number, hardness: number): number {
  const edge = r + 0.5 - d;
  if (edge <= 0) return 0;
  if (hardness >= 1) return edge >= 1 ? 255 : (edge * 255 + 0.5) | 0;
  let u = edge / (r - r * hardness + 0.5);
  u = Math.min(u, 1);
  return (u * u * (3 - 2 * u) * 255 + 0.5) | 0;
}

/** Where the row py (from the start point) crosses a capsule of constant radius r: one interval, as it is convex. */
function spanOf(py: number, brush: Brush, r: number, out: Span): boolean {
  const { dx, dy, length2 } = brush;
  out.lo = Infinity;
  out.hi = -Infinity;
  const start = r * r - py * py;
  if (start >= 0) widen(out, -Math.sqrt(start), Math.sqrt(start));
  const end = r * r - (py - dy) * (py - dy);
  if (end >= 0) widen(out, dx - Math.sqrt(end), dx + Math.sqrt(end));
  if (length2 > 0) spanOfBody(py, brush, r, out);
  return out.lo <= out.hi;
}

/** The rectangle between the two discs: 0 <= t <= 1 and within r of the axis. */
function spanOfBody(py: number, brush: Brush, r: number, out: Span): void {
  const { dx, dy, length2 } = brush;
  if (dy === 0) {
    if (Math.abs(py) <= r) widen(out, Math.min(0, dx), Math.max(0, dx));
    return;
  }
  const reach = r * Math.sqrt(length2);
  let lo = Math.min((py * dx - reach) / dy, (py * dx + reach) / dy);
  let hi = Math.max((py * dx - reach) / dy, (py * dx + reach) / dy);
  if (dx === 0) {
    if (py * dy < 0 || py * dy > length2) return;
  } else {
    const a = (0 - py * dy) / dx;
    const b = (length2 - py * dy) / dx;
    lo = Math.max(lo, Math.min(a, b));
    hi = Math.min(hi, Math.max(a, b));
  }
  if (lo <= hi) widen(out, lo, hi);
}

function widen(span: Span, lo: number, hi: number): void {
  if (lo < span.lo) span.lo = lo;
  if (hi > span.hi) span.hi = hi;
}
