import { fadeInside } from "./fade";
import { boundsOf, cut, type Grey, grow, place, type Rgb, type Window } from "./pixels";
import { resample } from "./resample";

/** What is worked on instead of the whole picture: a window of it, enlarged or shrunk to the size the model likes. */
export type Crop = { window: Window; width: number; height: number };

const upTo = (value: number, multiple: number) => Math.max(multiple, Math.ceil(value / multiple) * multiple);
const spanOf = (from: number, to: number, least: number, size: number): [number, number] => {
  const length = Math.min(size, Math.max(to - from, least));
  const start = Math.min(size - length, Math.max(0, Math.round((from + to - length) / 2)));
  return [start, start + length];
};

/**
 * The window around a mask with `padding` px of surroundings, at least a third as wide as high and the other way round,
 * and the size it is worked on: its longer side is `side` (never more than four times enlarged), both a multiple of
 * `multiple`. Null for an empty mask.
 */
export const planCrop = (mask: Grey, padding: number, side: number, multiple: number): Crop | null => {
  const bounds = boundsOf(mask);
  if (!bounds) return null;
  const box = grow(bounds, padding, mask.width, mask.height);
  const longest = Math.max(box.x1 - box.x0, box.y1 - box.y0);
  const [x0, x1] = spanOf(box.x0, box.x1, longest / 3, mask.width);
  const [y0, y1] = spanOf(box.y0, box.y1, longest / 3, mask.height);
  const window = { x0, y0, x1, y1 };
  return { window, ...workSize(x1 - x0, y1 - y0, side, multiple) };
};

/** The whole picture as a crop, at its own size. */
export const wholeCrop = ({ width, height }: Rgb | Grey, most: number, multiple: number): Crop => {
  const scale = Math.min(1, most / Math.max(width, height));
  return {
    window: { x0: 0, y0: 0, x1: width, y1: height },
    width: upTo(Math.round(width * scale), multiple),
    height: upTo(Math.round(height * scale), multiple),
  };
};

/** The same window worked on at three quarters of its size: for a GPU whose memory is short. */
export const smallerCrop = ({ window, width, height }: Crop, multiple: number): Crop => {
  const down = (side: number) => Math.max(multiple, Math.floor((side * 0.75) / multiple) * multiple);
  return { window, width: down(width), height: down(height) };
};

const workSize = (width: number, height: number, side: number, multiple: number) => {
  const scale = Math.min(4, side / Math.max(width, height));
  return { width: upTo(Math.round(width * scale), multiple), height: upTo(Math.round(height * scale), multiple) };
};

/** The crop's pixels at its working size. */
export const cropOf = <P extends Rgb | Grey>(pixels: P, { window, width, height }: Crop): P =>
  resample(cut<1 | 3>(pixels, window), width, height) as P;

/**
 * Sets a result back, its seam faded inwards over `blur` px. A soft mask is not weighed here but where every pass with a
 * mask is held to it (perform.ts), so that it counts once. Bytes where `mask` is black equal the source.
 */
export const stitch = (source: Rgb, result: Rgb, { window }: Crop, mask: Grey, blur: number): Rgb => {
  const [width, height] = [window.x1 - window.x0, window.y1 - window.y0];
  const back = place(source, resample(result, width, height), window.x0, window.y0);
  const faded = fadeInside(mask, blur);
  const out = { ...source, data: source.data.slice() };
  for (let i = 0; i < faded.data.length; i++) {
    const weight = mask.data[i] ?? 0;
    if (weight === 0) continue;
    const share = (faded.data[i] ?? 0) / weight;
    for (let c = 0; c < 3; c++) {
      const at = i * 3 + c;
      out.data[at] = Math.round((source.data[at] ?? 0) * (1 - share) + (back.data[at] ?? 0) * share);
    }
  }
  return out;
};
