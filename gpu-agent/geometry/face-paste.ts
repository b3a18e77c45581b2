import { invert } from "./affine";
import type { FaceCrop } from "./face";
import type { FaceMask } from "./face-mask";
import { blank, copyOf, type Grey, type Rgb, toByte, type Window } from "./pixels";

export type PasteMode = "straight" | "delta";
export type FacePaste = { crop: FaceCrop; result: Rgb; mask: FaceMask };

/** Sets improved crops back. Outside the masks every byte equals the source; where two overlap, the stronger mask decides.
 *  `straight` replaces (for repainting), `delta` adds only what changed (for adjusting: exact if nothing changed). */
export const pasteFaces = (source: Rgb, faces: readonly FacePaste[], mode: PasteMode): { rgb: Rgb; mask: Grey } => {
  const rgb = copyOf(source);
  const union = blank(source.width, source.height, 1);
  for (const { crop, result, mask } of faces) {
    const after = warpBack(result, crop, mask.window);
    const before = mode === "delta" ? warpBack(crop.rgb, crop, mask.window) : null;
    const { window } = mask;
    for (let y = window.y0, j = 0; y < window.y1; y++) {
      for (let x = window.x0; x < window.x1; x++, j++) {
        const share = (mask.mask.data[j] as number) / 255;
        const i = y * source.width + x;
        if (share === 0 || (mask.mask.data[j] as number) <= (union.data[i] as number)) continue;
        union.data[i] = mask.mask.data[j] as number;
        for (let c = 0; c < 3; c++) {
          const old = source.data[i * 3 + c] as number;
          const now = after[j * 3 + c] as number;
          rgb.data[i * 3 + c] = toByte(
            before ? old + share * (now - (before[j * 3 + c] as number)) : old + share * (now - old),
          );
        }
      }
    }
  }
  return { rgb, mask: union };
};

/** Crop → picture inside a window, averaging k × k bilinear samples per pixel, since the crop is usually finer. */
const warpBack = (from: Rgb, crop: FaceCrop, { x0, y0, x1, y1 }: Window): Float32Array => {
  const m = invert(crop.toImage);
  const k = Math.max(1, Math.min(12, Math.round(from.width / crop.length)));
  const out = new Float32Array((x1 - x0) * (y1 - y0) * 3);
  const size = from.width;
  const { data } = from;
  const clamp = (value: number) => (value < 0 ? 0 : value >= size ? size - 1 : value);
  for (let y = y0, o = 0; y < y1; y++) {
    for (let x = x0; x < x1; x++, o += 3) {
      for (let j = 0; j < k; j++) {
        for (let i = 0; i < k; i++) {
          const X = x + (i + 0.5) / k - 0.5;
          const Y = y + (j + 0.5) / k - 0.5;
          const sx = m[0] * X + m[1] * Y + m[2];
          const sy = m[3] * X + m[4] * Y + m[5];
          const [u, v] = [Math.floor(sx), Math.floor(sy)];
          const [fx, fy] = [sx - u, sy - v];
          const [upper, lower] = [clamp(v) * size, clamp(v + 1) * size];
          const [left, right] = [clamp(u), clamp(u + 1)];
          for (let c = 0; c < 3; c++) {
            const top =
              (data[(upper + left) * 3 + c] as number) * (1 - fx) + (data[(upper + right) * 3 + c] as number) * fx;
            const low =
              (data[(lower + left) * 3 + c] as number) * (1 - fx) + (data[(lower + right) * 3 + c] as number) * fx;
            out[o + c] = (out[o + c] as number) + top * (1 - fy) + low * fy;
          }
        }
      }
      for (let c = 0; c < 3; c++) out[o + c] = (out[o + c] as number) / (k * k);
    }
  }
  return out;
};
