import { at, ByteReader, ByteWriter } from "./bytes";
import { fromBase64, toBase64 } from "./codec/base64";
import { MaskError } from "./error";

/** 3 = x, y, pressure byte (a stroke); 2 = x, y (an outline). */
type Stride = 2 | 3;
const LIMIT = 262_144;

/** Image pixels to the quarter pixel grid every op is stored on. */
export const toQuarter = (pixels: number): number => Math.max(-LIMIT, Math.min(LIMIT, Math.round(pixels * 4)));

/** `values` are integers x, y(, pressure 0-255) one after another. */
export function encodePoints(values: readonly number[], stride: Stride): string {
  const out = new ByteWriter();
  let x = 0;
  let y = 0;
  for (let i = 0; i + stride <= values.length; i += stride) {
    out.signed(at(values, i) - x);
    out.signed(at(values, i + 1) - y);
    if (stride === 3) out.byte(at(values, i + 2));
    x = at(values, i);
    y = at(values, i + 1);
  }
  return toBase64(out.finish());
}

/** The inverse of encodePoints. Throws MaskError on cut or wild data. */
export function decodePoints(text: string, stride: Stride): number[] {
  const reader = new ByteReader(fromBase64(text));
  const out: number[] = [];
  let x = 0;
  let y = 0;
  while (!reader.done) {
    const dx = reader.signed();
    const dy = reader.signed();
    const pressure = stride === 3 ? reader.byte() : 0;
    if (dx === null || dy === null || pressure === null) throw new MaskError("The points of a mask op end too early");
    x += dx;
    y += dy;
    if (x < -LIMIT || x > LIMIT || y < -LIMIT || y > LIMIT)
      throw new MaskError("A point of a mask op lies too far out");
    if (stride === 3) out.push(x, y, pressure);
    else out.push(x, y);
  }
  if (out.length === 0) throw new MaskError("A mask op has no points");
  return out;
}

/** Drops points that lie within a quarter pixel of the line between their neighbours, in place and in radius. */
export function simplifyStroke(values: readonly number[], size: number): number[] {
  const count = values.length / 3;
  const keep = new Uint8Array(count);
  keep[0] = 1;
  keep[count - 1] = 1;
  const radiusPerPressure = size / 2 / 255;
  const stack: [number, number][] = [[0, count - 1]];
  for (let range = stack.pop(); range !== undefined; range = stack.pop()) {
    const [from, to] = range;
    const far = farthest(values, from, to, radiusPerPressure);
    if (far < 0) continue;
    keep[far] = 1;
    stack.push([from, far], [far, to]);
  }
  return values.filter((_, i) => keep[Math.floor(i / 3)] === 1);
}

/** Index of the point that strays most from the segment from..to, or -1 when all stay within a quarter pixel. */
function farthest(values: readonly number[], from: number, to: number, radiusPerPressure: number): number {
  const [ax, ay, af] = [at(values, from * 3), at(values, from * 3 + 1), at(values, from * 3 + 2)];
  const dx = at(values, to * 3) - ax;
  const dy = at(values, to * 3 + 1) - ay;
  const df = at(values, to * 3 + 2) - af;
  const length2 = dx * dx + dy * dy;
  let worst = 1;
  let index = -1;
  for (let i = from + 1; i < to; i++) {
    const px = at(values, i * 3) - ax;
    const py = at(values, i * 3 + 1) - ay;
    const t = length2 > 0 ? Math.max(0, Math.min(1, (px * dx + py * dy) / length2)) : 0;
    const ex = px - t * dx;
    const ey = py - t * dy;
    const stray = Math.max(
      Math.sqrt(ex * ex + ey * ey),
      Math.abs(at(values, i * 3 + 2) - af - t * df) * radiusPerPressure,
    );
    if (stray > worst) {
      worst = stray;
      index = i;
    }
  }
  return index;
}
