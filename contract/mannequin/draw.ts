import { byteAt } from "../mask/bytes";
import { MaskError } from "../mask/error";
import { MAX_MASK_PIXELS, MAX_MASK_SIDE } from "../mask/limits";
import type { RasterOp } from "../mask/ops";
import { rasterOp } from "../mask/raster-op";
import { bodyOf, type Limb, type Point } from "./body";
import { type BodyPart, bodyParts, type MannequinBuild, type MannequinView } from "./words";

type Pixels = Uint8Array<ArrayBuffer>;
/** One grey byte a pixel, and which part each pixel is: its number in `bodyParts`, or NOBODY. */
type DrawnMannequin = { width: number; height: number; grey: Pixels; parts: Pixels };
type MannequinChoice = { build: MannequinBuild; view: MannequinView; width: number; height: number };

export const NOBODY = 255;
/** What stands behind the figure: dark enough that it is seen, not so dark that a model takes it for night. */
const GROUND = 74;
const ROOT_HALF = Math.SQRT1_2;
/** Cosine and sine of each view's turn, so that no machine has to work them out. */
const turns: Readonly<Record<MannequinView, readonly [number, number]>> = {
  front: [1, 0],
  "three-quarter": [ROOT_HALF, ROOT_HALF],
  side: [0, 1],
  back: [-1, 0],
};
/** Rows in one step: some milliseconds of the largest picture. */
const ROWS = 32;
/** From above left, in front. */
const LIGHT = [-0.36, 0.6, 0.714] as const;

/** Work in steps, to its end. */
export const atOnce = <T>(steps: Generator<void, T>): T => {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
};

/**
 * A figure standing in the middle of a picture, as high as fits, seen straight on. Only + − × ÷ and square roots: the same
 * bytes on every machine. Sides 64 to 8192 px, else MaskError.
 */
export const drawMannequin = (choice: MannequinChoice): DrawnMannequin => atOnce(mannequinSteps(choice));

/** The same in steps of some rows, for who has others to serve in between: a large figure takes seconds. */
export function* mannequinSteps({ build, view, width, height }: MannequinChoice): Generator<void, DrawnMannequin> {
  if (!(width >= 64 && height >= 64 && width <= MAX_MASK_SIDE && height <= MAX_MASK_SIDE))
    throw new MaskError(`A mannequin needs a picture of 64 to ${MAX_MASK_SIDE} pixels a side`);
  if (width * height > MAX_MASK_PIXELS) throw new MaskError("The picture is too large for a mannequin");
  const fine = width * height <= 4_200_000 ? 2 : 1;
  const drawn = yield* roll(bodyOf(build), { turn: turns[view], width: width * fine, height: height * fine });
  const out = fine === 1 ? drawn : yield* halved(drawn, width, height);
  return { width, height, ...out };
}

type Rolled = { grey: Pixels; parts: Pixels };
type Stage = { turn: readonly [number, number]; width: number; height: number };

/** The foremost limb of every pixel, lit. */
function* roll(limbs: readonly Limb[], { turn: [cos, sin], width, height }: Stage): Generator<void, Rolled> {
  const scale = Math.min((height * 0.92) / 1.03, (width * 0.94) / 0.62);
  const [middle, ground] = [width / 2, height / 2 + 0.515 * scale];
  const out = { grey: new Uint8Array(width * height).fill(GROUND), parts: new Uint8Array(width * height).fill(NOBODY) };
  const depth = new Float64Array(width * height).fill(-1e9);
  // A figure that faces us has its left at our right.
  const place = ([x, y, z]: Point): Point => [
    middle + (x * cos + z * sin) * scale,
    ground - y * scale,
    (z * cos - x * sin) * scale,
  ];
  for (const { part, from, to, r0, r1 } of limbs) {
    const cone: Cone = { from: place(from), to: place(to), r0: r0 * scale, r1: r1 * scale };
    const label = bodyParts.indexOf(part);
    const foremost = wayAlong(cone);
    const [left, right] = span(cone, 0, width);
    const [top, bottom] = span(cone, 1, height);
    for (let y = top; y < bottom; y++) {
      if (y % ROWS === 0) yield;
      for (let x = left; x < right; x++) {
        const t = foremost(x + 0.5, y + 0.5);
        if (t < 0) continue;
        const r = cone.r0 + (cone.r1 - cone.r0) * t;
        const u = x + 0.5 - cone.from[0] - (cone.to[0] - cone.from[0]) * t;
        const v = y + 0.5 - cone.from[1] - (cone.to[1] - cone.from[1]) * t;
        const w = Math.sqrt(Math.max(0, r * r - u * u - v * v));
        const z = cone.from[2] + (cone.to[2] - cone.from[2]) * t + w;
        const i = y * width + x;
        if (z <= (depth[i] ?? 0)) continue;
        depth[i] = z;
        out.parts[i] = label;
        out.grey[i] = lit(u / r, -v / r, w / r, label);
      }
    }
  }
  return out;
}

/** In pixels of the picture; z towards us. */
type Cone = { from: Point; to: Point; r0: number; r1: number };

/** The pixels a limb can touch along an axis, half-open. */
const span = ({ from, to, r0, r1 }: Cone, axis: 0 | 1, size: number): [number, number] => [
  Math.max(0, Math.floor(Math.min(from[axis] - r0, to[axis] - r1))),
  Math.min(size, Math.ceil(Math.max(from[axis] + r0, to[axis] + r1))),
];

/** Steps for a limb that points at us, where the way along it cannot be solved for. */
const STEPS = 24;

/**
 * How far along a limb (0-1) its rolled ball comes furthest towards us over a point of the picture; -1 where it never is.
 * That is the greatest of z + dz t + √Q(t), with Q a quadratic: one root when it bends downwards.
 */
function wayAlong({ from, to, r0, r1 }: Cone): (px: number, py: number) => number {
  const [dx, dy, dz, dr] = [to[0] - from[0], to[1] - from[1], to[2] - from[2], r1 - r0];
  const a = dr * dr - dx * dx - dy * dy;
  const steep = a - dz * dz;
  const [fx, fy] = [from[0], from[1]];
  if (a > -1e-3)
    return (px, py) => {
      let [best, most] = [-1, -Infinity];
      for (let n = 0; n <= STEPS; n++) {
        const t = n / STEPS;
        const [r, u, v] = [r0 + dr * t, px - fx - dx * t, py - fy - dy * t];
        const q = r * r - u * u - v * v;
        if (q < 0 || dz * t + Math.sqrt(q) <= most) continue;
        [best, most] = [t, dz * t + Math.sqrt(q)];
      }
      return best;
    };
  return (px, py) => {
    const u = px - fx;
    const v = py - fy;
    const b = 2 * (r0 * dr + u * dx + v * dy);
    const c = r0 * r0 - u * u - v * v;
    const spread = 4 * a * c - b * b;
    if (spread > 0) return -1;
    const t = Math.max(0, Math.min(1, -b / (2 * a) + (dz * Math.sqrt(steep * spread)) / (2 * a * steep)));
    return (a * t + b) * t + c < 0 ? -1 : t;
  };
}

/** Matt clay; hair a little darker, so that a head has a front. */
function lit(x: number, y: number, z: number, label: number): number {
  const light = Math.max(0, x * LIGHT[0] + y * LIGHT[1] + z * LIGHT[2]);
  const value = 96 + 112 * light + 26 * z;
  return Math.round(Math.max(0, Math.min(255, bodyParts[label] === "hair" ? value * 0.72 : value)));
}

/** Four fine pixels to one: greys by their mean, parts by most of them, at a tie by the earlier part. */
function* halved({ grey, parts }: Rolled, width: number, height: number): Generator<void, Rolled> {
  const out = { grey: new Uint8Array(width * height), parts: new Uint8Array(width * height) };
  const wide = width * 2;
  for (let y = 0, to = 0; y < height; y++) {
    if (y % ROWS === 0) yield;
    for (let x = 0, i = y * 2 * wide; x < width; x++, i += 2, to++) {
      out.grey[to] =
        (byteAt(grey, i) + byteAt(grey, i + 1) + byteAt(grey, i + wide) + byteAt(grey, i + wide + 1) + 2) >> 2;
      const p = byteAt(parts, i);
      const [q, r, s] = [byteAt(parts, i + 1), byteAt(parts, i + wide), byteAt(parts, i + wide + 1)];
      out.parts[to] = p === q && p === r && p === s ? p : mostOf([p, q, r, s]);
    }
  }
  return out;
}

const mostOf = (labels: readonly number[]): number => {
  const count = (label: number) => labels.filter((other) => other === label).length;
  return labels.reduce((best, label) => {
    const [n, most] = [count(label), count(best)];
    return n > most || (n === most && label < best) ? label : best;
  });
};

type TemplateMasks = Map<BodyPart | "background", RasterOp>;

/** In steps, the template mask of each part that can be seen, cut to its own rectangle; `background` is everything else. */
export function* templateSteps({ width, height, parts }: DrawnMannequin): Generator<void, TemplateMasks> {
  const boxes = new Map<number, { x0: number; y0: number; x1: number; y1: number }>();
  for (let y = 0, i = 0; y < height; y++) {
    if (y % ROWS === 0) yield;
    for (let x = 0; x < width; x++, i++) {
      const label = byteAt(parts, i);
      const box = boxes.get(label);
      if (!box) boxes.set(label, { x0: x, y0: y, x1: x, y1: y });
      else {
        box.x0 = Math.min(box.x0, x);
        box.x1 = Math.max(box.x1, x);
        box.y1 = y;
      }
    }
  }
  const out: TemplateMasks = new Map();
  for (const [label, { x0, y0, x1, y1 }] of [...boxes].sort(([a], [b]) => a - b)) {
    yield;
    const [w, h] = [x1 - x0 + 1, y1 - y0 + 1];
    const pixels = new Uint8Array(w * h);
    for (let y = 0; y < h; y++)
      for (let x = 0; x < w; x++) if (byteAt(parts, (y0 + y) * width + x0 + x) === label) pixels[y * w + x] = 255;
    out.set(bodyParts[label] ?? "background", rasterOp(pixels, { x: x0, y: y0, w, h }, "add"));
  }
  return out;
}
