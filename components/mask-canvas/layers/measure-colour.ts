import { byteAt } from "@/contract/mask/bytes";
import { TILE, type TiledMask } from "@/contract/mask/tiles";
import { adjusted, autoColour } from "@/contract/pixels/colour";
import { picturePixels } from "./picture-pixels";

/** Enough to measure by. */
const LONGEST = 512;

/** Gains that make the mean of the painted part neutral, and the points that stretch it to black and white (B49). */
export async function measureColour(mediaId: string, mask: TiledMask | null) {
  const { width, height, data } = await picturePixels({ mediaId });
  const step = Math.max(1, Math.ceil(Math.max(width, height) / LONGEST));
  const [w, h] = [Math.ceil(width / step), Math.ceil(height / step)];
  const rgb = new Uint8Array(w * h * 3);
  const weight = new Uint8Array(w * h);
  for (let p = 0; p < w * h; p++) {
    const [x, y] = [(p % w) * step, Math.floor(p / w) * step];
    for (let c = 0; c < 3; c++) rgb[p * 3 + c] = data[(y * width + x) * 4 + c] ?? 0;
    weight[p] = mask ? valueAt(mask, x, y) : 255;
  }
  // Nothing painted yet: then it is of the whole picture.
  if (weight.every((value) => value === 0)) weight.fill(255);
  const source = { width: w, height: h, channels: 3, data: rgb } as const;
  const { gains, black, white } = adjusted(source, autoColour, { ...source, channels: 1, data: weight }).facts;
  return { gains, black, white };
}

const valueAt = (mask: TiledMask, x: number, y: number): number => {
  const tile = mask.tile((y >> 8) * mask.cols + (x >> 8));
  return typeof tile === "number" ? tile : byteAt(tile, (y & (TILE - 1)) * TILE + (x & (TILE - 1)));
};
