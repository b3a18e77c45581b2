import { byteAt } from "@/contract/mask/bytes";
import type { MaskPost } from "@/contract/mask/document";
import { applyPost, postReach } from "@/contract/mask/morph";
import { type Rect, TILE, type TiledMask } from "@/contract/mask/tiles";

/** `tint` shows what is added and what is taken away over the drawn mask, `bw` the mask as it will be used. */
export type UsedLook = "tint" | "bw";
export type UsedAsk = { post: MaskPost; rect: Rect; level: number; look: UsedLook };

/** What a pass would use, RGBA, and the image rectangle it covers. */
export type UsedPicture = { rect: Rect; width: number; height: number; data: Uint8ClampedArray<ArrayBuffer> };

const ADDED = [0xff, 0xe0, 0xa8] as const;
const TAKEN = [0x10, 0x12, 0x20] as const;

/**
 * A part of the mask as a pass will use it, at 1 : 2^level: exact to the pixel of the screen, so what it costs depends on
 * the screen and not on the size of the picture.
 */
export function usedPicture(mask: TiledMask, { post, rect, level, look }: UsedAsk): UsedPicture {
  const step = 1 << level;
  const reach = Math.ceil(postReach(post) / step) * step;
  const x0 = Math.max(0, Math.floor((rect.x - reach) / step) * step);
  const y0 = Math.max(0, Math.floor((rect.y - reach) / step) * step);
  const width = Math.ceil((Math.min(mask.width, rect.x + rect.w + reach) - x0) / step);
  const height = Math.ceil((Math.min(mask.height, rect.y + rect.h + reach) - y0) / step);
  const drawn = sampled(mask, x0, y0, width, height, level);
  const scaled = { ...post, grow: Math.round(post.grow / step), feather: Math.round(post.feather / step) };
  const used = applyPost(drawn, width, height, scaled);
  const left = Math.floor((rect.x - x0) / step);
  const top = Math.floor((rect.y - y0) / step);
  const w = Math.min(width - left, Math.ceil(rect.w / step));
  const h = Math.min(height - top, Math.ceil(rect.h / step));
  const data = new Uint8ClampedArray(w * h * 4);
  for (let y = 0, o = 0; y < h; y++)
    for (let i = (top + y) * width + left; i < (top + y) * width + left + w; i++, o += 4) {
      const value = byteAt(used, i);
      const change = value - byteAt(drawn, i);
      if (look === "tint" && change === 0) continue;
      const [r, g, b] = look === "bw" ? [value, value, value] : change > 0 ? ADDED : TAKEN;
      data[o] = r;
      data[o + 1] = g;
      data[o + 2] = b;
      data[o + 3] = look === "bw" ? 255 : Math.abs(change);
    }
  return {
    rect: { x: x0 + left * step, y: y0 + top * step, w: w * step, h: h * step },
    ...{ width: w, height: h, data },
  };
}

/** The mask at 1 : 2^level, each pixel the mean of four places in its block. */
function sampled(mask: TiledMask, x0: number, y0: number, width: number, height: number, level: number): Uint8Array {
  const out = new Uint8Array(width * height);
  const step = 1 << level;
  const [near, far] = [step >> 2, step - 1 - (step >> 2)];
  for (const part of mask.parts(x0, y0, x0 + width * step, y0 + height * step)) {
    const tile = mask.tile(part.index);
    if (tile === 0) continue;
    for (let y = part.y0; y < part.y1; y += step) {
      let o = ((part.top + y - y0) >> level) * width + ((part.left + part.x0 - x0) >> level);
      const stop = o + ((part.x1 - part.x0 + step - 1) >> level);
      if (typeof tile === "number") out.fill(tile, o, stop);
      else if (level === 0) out.set(tile.subarray(y * TILE + part.x0, y * TILE + part.x1), o);
      else
        for (let a = (y + near) * TILE + part.x0; o < stop; o++, a += step) {
          const b = a + (far - near) * TILE;
          const sum = byteAt(tile, a + near) + byteAt(tile, a + far) + byteAt(tile, b + near) + byteAt(tile, b + far);
          out[o] = (sum + 2) >> 2;
        }
    }
  }
  return out;
}
