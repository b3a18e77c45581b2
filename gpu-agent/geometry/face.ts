import { type Affine, apply, type Point, warp } from "./affine";
import { cut, type Rgb } from "./pixels";
import { resample } from "./resample";

/** Centre, side of the face box in image pixels, and clockwise tilt in degrees (screen, y down). */
export type Face = { x: number; y: number; side: number; roll: number; eyes?: { left: Point; right: Point } };

export type CropOptions = { size: number; padding: number };
/** An upright square cut out of the picture, with the way back. `inside` is the part of the true square within the picture, 0–1. */
export type FaceCrop = { face: Face; rgb: Rgb; toImage: Affine; length: number; inside: number };

/** Side of the square in image pixels: padding is a share of the face's side, on each side of it. */
export const squareSide = (face: Face, padding: number) => face.side * (1 + 2 * padding);

/** Crop pixel (size × size) → image pixel; a face tilted by +roll comes out upright. */
export const cropMatrix = ({ x, y, roll }: Pick<Face, "x" | "y" | "roll">, length: number, size: number): Affine => {
  const angle = (roll * Math.PI) / 180;
  const c = (Math.cos(angle) * length) / size;
  const s = (Math.sin(angle) * length) / size;
  return [c, -s, x - (c * size) / 2 + (s * size) / 2, s, c, y - (s * size) / 2 - (c * size) / 2];
};

/** A face from a box by hand and the eye line; without the line it counts as upright. */
export const faceByHand = (
  box: { x: number; y: number; side: number },
  eyes?: { left: Point; right: Point },
): Face => ({
  ...box,
  roll: eyes ? (Math.atan2(eyes.right.y - eyes.left.y, eyes.right.x - eyes.left.x) * 180) / Math.PI : 0,
  ...(eyes && { eyes }),
});

/** Crops and turns upright in one resample. Beyond the picture its edge repeats, so the square is never cut. */
export const cropFace = (source: Rgb, face: Face, { size, padding }: CropOptions): FaceCrop => {
  const length = squareSide(face, padding);
  const toImage = cropMatrix(face, length, size);
  const { rgb, map } = prefiltered(source, face, length, size, toImage);
  return { face, rgb: warp(rgb, size, size, map), toImage, length, inside: shareInside(source, face, length) };
};

/** The warp has no prefilter: a square over 1.5 × the target is shrunk first, centred. */
const prefiltered = (source: Rgb, face: Face, length: number, size: number, m: Affine): { rgb: Rgb; map: Affine } => {
  if (length <= 1.5 * size) return { rgb: source, map: m };
  const half = Math.ceil(length * Math.SQRT1_2) + 8;
  const [x0, y0] = [Math.floor(face.x) - half, Math.floor(face.y) - half];
  const window = cut(source, { x0, y0, x1: x0 + 2 * half, y1: y0 + 2 * half });
  const side = Math.max(8, Math.round((window.width * size) / length));
  const f = side / window.width;
  const shift = (offset: number, at: number) => (at - offset + 0.5) * f - 0.5;
  const map: Affine = [m[0] * f, m[1] * f, shift(x0, m[2]), m[3] * f, m[4] * f, shift(y0, m[5])];
  return { rgb: resample(window, side, side), map };
};

const shareInside = (source: Rgb, face: Face, length: number) => {
  const m = cropMatrix(face, length, 64);
  let inside = 0;
  for (let v = 0; v < 64; v++) {
    for (let u = 0; u < 64; u++) {
      const { x, y } = apply(m, { x: u + 0.5, y: v + 0.5 });
      if (x >= -0.5 && y >= -0.5 && x <= source.width - 0.5 && y <= source.height - 0.5) inside++;
    }
  }
  return inside / 4096;
};
