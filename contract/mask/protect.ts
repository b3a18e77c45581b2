import { byteAt } from "./bytes";
import { MaskError } from "./error";

/**
 * Takes protected areas out of a finished mask: no pixel may be repainted more than its protection leaves. Both are width x
 * height bytes after grow and feather, so that a soft brush never reaches into what is protected. Changes `pixels` and
 * answers how many of them lost something.
 */
export function protect(pixels: Uint8Array, area: Uint8Array): number {
  if (pixels.length !== area.length) throw new MaskError("A protected area must be as large as its mask");
  let changed = 0;
  for (let i = 0; i < pixels.length; i++) {
    const most = 255 - byteAt(area, i);
    if (byteAt(pixels, i) <= most) continue;
    pixels[i] = most;
    changed++;
  }
  return changed;
}
