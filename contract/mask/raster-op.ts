import { toBase64 } from "./codec/base64";
import { encodeRle, encodeRuns } from "./codec/rle";
import { MaskError } from "./error";
import { maskBounds } from "./model-box";
import type { RasterOp } from "./ops";
import { TILE, type TiledMask } from "./tiles";

/** Stores a mask picture (w x h bytes at x, y) as one op: black and white when it is, else 8 bits. */
export function rasterOp(
  pixels: Uint8Array,
  { x, y, w, h }: { x: number; y: number; w: number; h: number },
  mode: RasterOp["mode"],
): RasterOp {
  if (pixels.length !== w * h) throw new MaskError(`A ${w} x ${h} mask picture needs ${w * h} bytes`);
  const hard = pixels.every((value) => value === 0 || value === 255);
  const data = toBase64(hard ? encodeRle(pixels) : encodeRuns(pixels));
  return { kind: "raster", mode, x, y, w, h, encoding: hard ? "rle" : "runs", data };
}

/** What is drawn on a mask as one op; null when nothing is. */
export function rasterOfMask(mask: TiledMask, mode: RasterOp["mode"]): RasterOp | null {
  const bounds = maskBounds(mask);
  if (!bounds) return null;
  const { x, y, w, h } = bounds;
  const pixels = new Uint8Array(w * h);
  for (const part of mask.parts(x, y, x + w, y + h)) {
    const tile = mask.tile(part.index);
    for (let row = part.y0; row < part.y1; row++) {
      const to = (part.top + row - y) * w + part.left + part.x0 - x;
      if (typeof tile === "number") pixels.fill(tile, to, to + part.x1 - part.x0);
      else pixels.set(tile.subarray(row * TILE + part.x0, row * TILE + part.x1), to);
    }
  }
  return rasterOp(pixels, bounds, mode);
}
