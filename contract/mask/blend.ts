import { byteAt } from "./bytes";
import { MaskError } from "./error";
import type { BlendMode } from "./layer";

type Samples = Uint8Array | Uint16Array;
/** RGBA, row by row, 8 or 16 bits a sample; alpha is not multiplied in. */
export type RgbaSamples = { width: number; height: number; data: Samples };

/** Both 0 to 1. */
const blended: Record<BlendMode, (below: number, above: number) => number> = {
  normal: (_, above) => above,
  multiply: (below, above) => below * above,
  screen: (below, above) => 1 - (1 - below) * (1 - above),
  overlay: (below, above) => (below <= 0.5 ? 2 * below * above : 1 - 2 * (1 - below) * (1 - above)),
  lighten: (below, above) => Math.max(below, above),
  darken: (below, above) => Math.min(below, above),
};

/**
 * Lays a picture over another through a mask (one byte a pixel, 255 = all of it) at an opacity of 0-100. Changes `below`;
 * where the mask is 0 every sample stays as it is, where it is 255 at 100 in normal mode it becomes the upper one's.
 */
export function blendInto(
  below: RgbaSamples,
  above: RgbaSamples,
  mask: Uint8Array,
  { blend, opacity }: { blend: BlendMode; opacity: number },
): void {
  const pixels = below.width * below.height;
  if (above.width !== below.width || above.height !== below.height || mask.length !== pixels)
    throw new MaskError("A picture layer and its mask must be as large as the picture");
  const [max, maxAbove] = [maxOf(below.data), maxOf(above.data)];
  const mix = blended[blend];
  for (let p = 0; p < pixels; p++) {
    const held = byteAt(mask, p);
    if (held === 0) continue;
    const i = p * 4;
    const share = ((held / 255) * opacity * (above.data[i + 3] ?? 0)) / maxAbove / 100;
    if (share === 0) continue;
    // What lies below counts as far as it is opaque: over nothing a layer shows as itself.
    const alpha = (below.data[i + 3] ?? 0) / max;
    const out = share + alpha * (1 - share);
    for (let c = 0; c < 3; c++) {
      const b = (below.data[i + c] ?? 0) / max;
      const a = (above.data[i + c] ?? 0) / maxAbove;
      const over = (1 - alpha) * a + alpha * mix(b, a);
      below.data[i + c] = Math.round(((share * over + (1 - share) * alpha * b) / out) * max);
    }
    below.data[i + 3] = Math.round(out * max);
  }
}

const maxOf = (data: Samples) => (data instanceof Uint16Array ? 65_535 : 255);
