import { toBase64 } from "./codec/base64";
import { encodeRle, encodeRuns } from "./codec/rle";
import { MaskError } from "./error";
import type { RasterOp } from "./ops";

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
