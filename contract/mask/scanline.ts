import { at, byteAt, int32At } from "./bytes";
import type { BoxOp, PaintMode, PolyOp } from "./ops";
import { decodePoints } from "./points";
import { TILE, type TiledMask } from "./tiles";

/** Sub-scanlines per pixel row; x is kept in 1/256 px, so coverage sums are integers and do not depend on clipping. */
const LINES = 4;
const UNIT = 256;
const WHOLE = LINES * UNIT;

/** Coverage of one pixel row as a difference array, between two columns of the picture. */
class CoverageRow {
  private readonly sums: Int32Array;
  private readonly left: number;
  private readonly right: number;
  private used = false;

  constructor(left: number, right: number) {
    this.left = left;
    this.right = right;
    this.sums = new Int32Array(Math.max(0, right - left) + 2);
  }

  /** Adds [from, to) of one sub-scanline, in pixels. */
  add(from: number, to: number): void {
    const a = Math.max(this.left * UNIT, Math.floor(from * UNIT + 0.5));
    const b = Math.min(this.right * UNIT, Math.floor(to * UNIT + 0.5));
    if (b <= a) return;
    this.used = true;
    this.edge(a, 1);
    this.edge(b, -1);
  }

  /** Blends the row into the mask and empties it. */
  flush(mask: TiledMask, y: number, mode: PaintMode): void {
    if (!this.used) return;
    this.used = false;
    const full = mode === "add" ? 255 : 0;
    let run = 0;
    for (const part of mask.parts(this.left, y, this.right, y + 1)) {
      const skip = mask.tile(part.index) === full;
      const base = part.y0 * TILE;
      let tile: Uint8Array | null = null;
      for (let x = part.x0; x < part.x1; x++) {
        run += int32At(this.sums, part.left + x - this.left);
        if (run === 0 || skip) continue;
        tile ??= mask.writable(part.index);
        const value = ((run * 255 + WHOLE / 2) / WHOLE) | 0;
        const offset = base + x;
        if (mode === "add") {
          if (value > byteAt(tile, offset)) tile[offset] = value;
        } else if (255 - value < byteAt(tile, offset)) tile[offset] = 255 - value;
      }
      if (tile) mask.mark(part.index, part.x0, part.y0, part.x1 - part.x0, 1);
    }
    this.sums.fill(0);
  }

  private edge(position: number, sign: 1 | -1): void {
    const column = Math.floor(position / UNIT) - this.left;
    const inside = UNIT - (position & (UNIT - 1));
    this.sums[column] = int32At(this.sums, column) + sign * inside;
    this.sums[column + 1] = int32At(this.sums, column + 1) + sign * (UNIT - inside);
  }
}

/** Calls `line` for each sub-scanline between top and bottom (pixels) inside the clip, then blends each row. */
function scan(
  mask: TiledMask,
  mode: PaintMode,
  [left, top, right, bottom]: readonly [number, number, number, number],
  line: (y: number, row: CoverageRow, newRow: boolean) => void,
): void {
  const clip = mask.clip;
  const x0 = Math.max(clip.x, Math.floor(left));
  const x1 = Math.min(clip.x + clip.w, Math.ceil(right));
  if (x1 <= x0) return;
  const row = new CoverageRow(x0, x1);
  const y1 = Math.min(clip.y + clip.h, Math.ceil(bottom));
  for (let y = Math.max(clip.y, Math.floor(top)); y < y1; y++) {
    for (let s = 0; s < LINES; s++) line(y + (s + 0.5) / LINES, row, s === 0);
    row.flush(mask, y, mode);
  }
}

/** Edges lie on the quarter pixel grid, so four sub-scanlines are exact. */
export function drawRect(mask: TiledMask, op: BoxOp): void {
  const [left, top, right, bottom] = [op.x / 4, op.y / 4, (op.x + op.w) / 4, (op.y + op.h) / 4];
  const full = op.mode === "add" ? 255 : 0;
  const whole = mask.parts(Math.ceil(left), Math.ceil(top), Math.floor(right), Math.floor(bottom));
  for (const part of whole)
    if (part.x1 - part.x0 === TILE && part.y1 - part.y0 === TILE && mask.tile(part.index) !== full)
      mask.put(part.index, full);
  scan(mask, op.mode, [left, top, right, bottom], (y, row) => {
    if (y > top && y < bottom) row.add(left, right);
  });
}

/** Inscribed in the box; one square root per sub-scanline, no trigonometry. */
export function drawEllipse(mask: TiledMask, op: BoxOp): void {
  const [left, top, right, bottom] = [op.x / 4, op.y / 4, (op.x + op.w) / 4, (op.y + op.h) / 4];
  const [rx, ry] = [op.w / 8, op.h / 8];
  scan(mask, op.mode, [left, top, right, bottom], (y, row) => {
    const t = (y - (top + ry)) / ry;
    if (t * t >= 1) return;
    const half = rx * Math.sqrt(1 - t * t);
    row.add(left + rx - half, left + rx + half);
  });
}

type Crossing = { x: number; turn: number };

export function drawPoly(mask: TiledMask, op: PolyOp): void {
  const p = decodePoints(op.points, 2).map((value) => value / 4);
  const count = p.length / 2;
  if (count < 3) return;
  const bounds = boundsOf(p);
  const edges = edgesByTop(p);
  let next = 0;
  let active: Edge[] = [];
  const crossings: Crossing[] = [];
  scan(mask, op.mode, bounds, (y, row, newRow) => {
    if (newRow) {
      for (let edge = edges[next]; edge !== undefined && edge.top < y + 1; edge = edges[++next]) active.push(edge);
      active = active.filter((edge) => edge.bottom > y - 1);
    }
    crossings.length = 0;
    for (const { x, top, bottom, slope, turn } of active)
      if (y >= top && y < bottom) crossings.push({ x: x + (y - top) * slope, turn });
    crossings.sort((a, b) => a.x - b.x);
    addInside(row, crossings, op.rule === "evenodd");
  });
}

function addInside(row: CoverageRow, crossings: readonly Crossing[], evenOdd: boolean): void {
  let winding = 0;
  let from = 0;
  for (const { x, turn } of crossings) {
    const was = evenOdd ? winding & 1 : winding;
    winding += turn;
    const is = evenOdd ? winding & 1 : winding;
    if (was === 0 && is !== 0) from = x;
    else if (was !== 0 && is === 0) row.add(from, x);
  }
}

/** `x` is at `top`; slope is x per y; turn is +1 when the edge runs down. */
type Edge = { x: number; top: number; bottom: number; slope: number; turn: number };

function edgesByTop(p: readonly number[]): Edge[] {
  const edges: Edge[] = [];
  for (let i = 0; i < p.length; i += 2) {
    const j = (i + 2) % p.length;
    const [ax, ay, bx, by] = [at(p, i), at(p, i + 1), at(p, j), at(p, j + 1)];
    if (ay === by) continue;
    const slope = (bx - ax) / (by - ay);
    edges.push(
      ay < by ? { x: ax, top: ay, bottom: by, slope, turn: 1 } : { x: bx, top: by, bottom: ay, slope, turn: -1 },
    );
  }
  return edges.sort((a, b) => a.top - b.top);
}

function boundsOf(p: readonly number[]): [number, number, number, number] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < p.length; i += 2) {
    left = Math.min(left, at(p, i));
    right = Math.max(right, at(p, i));
    top = Math.min(top, at(p, i + 1));
    bottom = Math.max(bottom, at(p, i + 1));
  }
  return [left, top, right, bottom];
}
