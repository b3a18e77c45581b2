import type { MaskPost } from "./document";
import { featherPart, featherReach } from "./feather";
import { growPart } from "./grow";
import type { Rect } from "./tiles";

type Picture = { pixels: Uint8Array; width: number; height: number };
type Bytes = Uint8Array<ArrayBuffer>;

/** What a consumer does to the drawn mask: invert, then grow or shrink, then feather. The input is not changed. */
export function applyPost(pixels: Uint8Array, width: number, height: number, post: MaskPost): Bytes {
  let out = post.invert ? Uint8Array.from(pixels, (value) => 255 - value) : new Uint8Array(pixels);
  if (post.grow !== 0) out = growMask(out, width, height, post.grow);
  if (post.feather > 0) out = featherMask(out, width, height, post.feather);
  return out;
}

/** Grows by px (shrinks when negative) by exact distance from the 128 level; one pixel of soft edge stays. The frame does not erode. */
export function growMask(pixels: Uint8Array, width: number, height: number, px: number): Bytes {
  return withinReach({ pixels, width, height }, px === 0 ? 0 : Math.abs(px) + 2, (part) =>
    px === 0 ? part.pixels : growPart(part.pixels, part.width, part.height, px),
  );
}

/** Three box blurs, close to a Gaussian of sigma px / 2. Sums are whole numbers. */
export function featherMask(pixels: Uint8Array, width: number, height: number, px: number): Bytes {
  if (px <= 0) return new Uint8Array(pixels);
  return withinReach({ pixels, width, height }, featherReach(px), (part) =>
    featherPart(part.pixels, part.width, part.height, px),
  );
}

/** How far from a drawn pixel `post` can change anything, in pixels. */
export const postReach = (post: MaskPost): number =>
  (post.grow === 0 ? 0 : Math.abs(post.grow) + 2) + featherReach(post.feather);

/** Works on what is drawn plus a margin: beyond it neither growing nor blurring can change anything. */
function withinReach(picture: Picture, margin: number, work: (part: Picture) => Uint8Array): Bytes {
  const out = new Uint8Array(picture.pixels);
  const box = boundsOf(picture);
  if (!box) return out;
  const x0 = Math.max(0, box.x - margin);
  const y0 = Math.max(0, box.y - margin);
  const width = Math.min(picture.width, box.x + box.w + margin) - x0;
  const height = Math.min(picture.height, box.y + box.h + margin) - y0;
  const pixels = new Uint8Array(width * height);
  const rowOf = (y: number) => (y0 + y) * picture.width + x0;
  for (let y = 0; y < height; y++) pixels.set(picture.pixels.subarray(rowOf(y), rowOf(y) + width), y * width);
  const done = work({ pixels, width, height });
  for (let y = 0; y < height; y++) out.set(done.subarray(y * width, (y + 1) * width), rowOf(y));
  return out;
}

/** The smallest rectangle around all pixels above 0, or null when the mask is empty. */
export function boundsOf({ pixels, width, height }: Picture): Rect | null {
  let [left, top, right, bottom] = [width, -1, -1, -1];
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let first = 0;
    while (first < width && pixels[row + first] === 0) first++;
    if (first === width) continue;
    let last = width - 1;
    while (pixels[row + last] === 0) last--;
    if (top < 0) top = y;
    bottom = y;
    left = Math.min(left, first);
    right = Math.max(right, last);
  }
  return top < 0 ? null : { x: left, y: top, w: right - left + 1, h: bottom - top + 1 };
}
