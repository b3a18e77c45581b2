import type { Point } from "./affine";
import { cropFace, type Face } from "./face";
import type { Rgb } from "./pixels";

/** Side of the picture a face-embedding network of the ArcFace family takes. */
export const alignedSide = 112;

/** Where it wants both eyes, the nose and the corners of the mouth, as they lie in the picture (InsightFace's five points). */
const template: readonly Point[] = [
  { x: 38.2946, y: 51.6963 },
  { x: 73.5318, y: 51.5014 },
  { x: 56.0252, y: 71.7366 },
  { x: 41.5493, y: 92.3655 },
  { x: 70.7299, y: 92.2041 },
];

const mesh = { leftEye: [33, 133], rightEye: [362, 263], nose: [1], leftMouth: [61], rightMouth: [291] } as const;

/** The five points in a face mesh of 468 points; undefined when it has fewer. */
export const fivePoints = (points: readonly Point[]): Point[] | undefined => {
  const found = Object.values(mesh).map((at) => {
    const all = at.flatMap((index) => points[index] ?? []);
    return all.length === at.length ? middle(all) : undefined;
  });
  return found.every((point) => point !== undefined) ? found : undefined;
};

const middle = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
});

/**
 * The turn, size and place that bring the template onto five points of a picture, by least squares without mirroring:
 * a square of `side` picture pixels around (x, y), tilted by `roll` degrees. Undefined when the points fall together.
 */
export const similarityOf = (points: readonly Point[]): Pick<Face, "x" | "y" | "side" | "roll"> | undefined => {
  const [from, to] = [middle(template), middle(points)];
  let [along, across, spread] = [0, 0, 0];
  for (const [at, { x, y }] of template.entries()) {
    const [u, v] = [x - from.x, y - from.y];
    const [p, q] = [(points[at]?.x ?? to.x) - to.x, (points[at]?.y ?? to.y) - to.y];
    along += u * p + v * q;
    across += u * q - v * p;
    spread += u * u + v * v;
  }
  const scale = Math.hypot(along, across) / spread;
  if (scale < 1e-6) return undefined;
  const [c, s] = [along / spread, across / spread];
  const [u, v] = [alignedSide / 2 - from.x, alignedSide / 2 - from.y];
  return {
    ...{ x: to.x + c * u - s * v, y: to.y + s * u + c * v },
    side: scale * alignedSide,
    roll: (Math.atan2(s, c) * 180) / Math.PI,
  };
};

/** The face as an embedding network wants it: 112 × 112, its five points on the template's. */
export const alignedFace = (picture: Rgb, points: readonly Point[]): Rgb | undefined => {
  const square = similarityOf(points);
  return square && cropFace(picture, square, { size: alignedSide, padding: 0 }).rgb;
};

/** Planes of red, green and blue, −1 to 1: the input tensor [1, 3, height, width] of the ArcFace family. */
export const faceTensor = ({ data, width, height }: Rgb): Float32Array => {
  const plane = width * height;
  const out = new Float32Array(plane * 3);
  for (let i = 0; i < plane; i++)
    for (let c = 0; c < 3; c++) out[c * plane + i] = ((data[i * 3 + c] ?? 0) - 127.5) / 127.5;
  return out;
};

/** A vector of unit length, or undefined for one without direction. */
export const unit = (vector: ArrayLike<number>): number[] | undefined => {
  const all = Array.from(vector);
  const length = Math.hypot(...all);
  return Number.isFinite(length) && length > 1e-9 ? all.map((value) => value / length) : undefined;
};
