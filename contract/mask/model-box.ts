import { type Rect, TILE, type TiledMask } from "./tiles";

/** `padding` is air around the mask in pixels; sides come in multiples of `step` and at least `least`, in pixels. */
export type ModelBoxOptions = { padding: number; step: number; least: number };

/** The smallest rectangle around all pixels above 0; null when the mask is empty. Looks into the outermost tiles only. */
export function maskBounds(mask: TiledMask): Rect | null {
  let [left, top, right, bottom] = [mask.width, mask.height, -1, -1];
  for (const part of mask.everyTile()) {
    const { index, left: tx, top: ty, x1, y1 } = part;
    const tile = mask.tile(index);
    if (tile === 0 || (tx >= left && tx + x1 - 1 <= right && ty >= top && ty + y1 - 1 <= bottom)) continue;
    for (let y = 0; y < y1; y++) {
      let first = 0;
      let last = x1 - 1;
      if (typeof tile !== "number") {
        const row = tile.subarray(y * TILE, y * TILE + x1);
        first = row.findIndex((value) => value > 0);
        if (first < 0) continue;
        last = row.findLastIndex((value) => value > 0);
      }
      left = Math.min(left, tx + first);
      right = Math.max(right, tx + last);
      top = Math.min(top, ty + y);
      bottom = Math.max(bottom, ty + y);
    }
  }
  return right < 0 ? null : { x: left, y: top, w: right - left + 1, h: bottom - top + 1 };
}

/** What a model would look at for a mask: its bounds with air, in sides the model takes, moved into the picture. A picture smaller than that is seen whole. */
export function modelBox(bounds: Rect, picture: { width: number; height: number }, options: ModelBoxOptions): Rect {
  const [x, w] = along(bounds.x, bounds.w, picture.width, options);
  const [y, h] = along(bounds.y, bounds.h, picture.height, options);
  return { x, y, w, h };
}

function along(
  from: number,
  length: number,
  whole: number,
  { padding, step, least }: ModelBoxOptions,
): [number, number] {
  const wanted = Math.max(least, length + 2 * padding);
  const side = Math.min(whole, Math.ceil(wanted / step) * step);
  const start = Math.round(from + length / 2 - side / 2);
  return [Math.max(0, Math.min(whole - side, start)), side];
}
