import { blurredPlane } from "./masks";
import { blank, copyOf, type Grey, type Rgb, toByte } from "./pixels";
import { seededRandom } from "./random";

/** What lies under the mask before painting begins. */
export const fillUnder = (
  rgb: Rgb,
  mask: Grey,
  fill: "original" | "blurred" | "noise" | "empty",
  seed: number,
): Rgb => {
  if (fill === "original") return rgb;
  const out = copyOf(rgb);
  const random = seededRandom(seed);
  const soft = fill === "blurred" ? surroundings(rgb, mask) : undefined;
  for (let i = 0; i < mask.data.length; i++) {
    const share = (mask.data[i] ?? 0) / 255;
    if (share === 0) continue;
    for (let c = 0; c < 3; c++) {
      const at = i * 3 + c;
      const put = fill === "empty" ? 127 : fill === "noise" ? random() * 255 : (soft?.[at] ?? 127);
      out.data[at] = toByte((rgb.data[at] ?? 0) * (1 - share) + put * share);
    }
  }
  return out;
};

/** Colours of what is not masked, spread into the mask: a blur that only counts free pixels, wide for the middle. */
const surroundings = ({ data, width, height }: Rgb, mask: Grey): Float32Array => {
  const spread = new Float32Array(data.length).fill(Number.NaN);
  for (const sigma of [4, 16, 64]) {
    const colour = new Float32Array(data.length);
    const free = new Float32Array(width * height);
    for (let i = 0; i < free.length; i++) {
      free[i] = 1 - (mask.data[i] ?? 0) / 255;
      for (let c = 0; c < 3; c++) colour[i * 3 + c] = (data[i * 3 + c] ?? 0) * (free[i] ?? 0);
    }
    const [sum, weight] = [blurredPlane(colour, width, height, 3, sigma), blurredPlane(free, width, height, 1, sigma)];
    for (let i = 0; i < free.length; i++)
      for (let c = 0; c < 3; c++)
        if (Number.isNaN(spread[i * 3 + c]) && (weight[i] ?? 0) > 0.02)
          spread[i * 3 + c] = (sum[i * 3 + c] ?? 0) / (weight[i] ?? 1);
  }
  return spread.map((value) => (Number.isNaN(value) ? 127 : value));
};

/** The picture on a larger canvas; the new area repeats the edge or is noise. `added`: white where it is new. */
export const extendCanvas = (
  rgb: Rgb,
  edges: { top: number; right: number; bottom: number; left: number },
  fill: "edge" | "noise",
  seed: number,
): { rgb: Rgb; added: Grey } => {
  const [width, height] = [rgb.width + edges.left + edges.right, rgb.height + edges.top + edges.bottom];
  const out = blank(width, height, 3);
  const added = blank(width, height, 1);
  const random = seededRandom(seed);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [sx, sy] = [x - edges.left, y - edges.top];
      const inside = sx >= 0 && sy >= 0 && sx < rgb.width && sy < rgb.height;
      const from = Math.min(rgb.height - 1, Math.max(0, sy)) * rgb.width + Math.min(rgb.width - 1, Math.max(0, sx));
      const at = y * width + x;
      if (!inside) added.data[at] = 255;
      for (let c = 0; c < 3; c++)
        out.data[at * 3 + c] = inside || fill === "edge" ? (rgb.data[from * 3 + c] ?? 0) : toByte(random() * 255);
    }
  return { rgb: out, added };
};

/** Everything moved right and down, over the edge and back in: a seam at the edge comes to lie in the middle. */
export const rolled = <C extends 1 | 3>(
  from: { width: number; height: number; channels: C; data: Uint8Array },
  dx: number,
  dy: number,
) => {
  const { width, height, channels } = from;
  const out = blank(width, height, channels);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const to = ((((y + dy) % height) + height) % height) * width + ((((x + dx) % width) + width) % width);
      for (let c = 0; c < channels; c++) out.data[to * channels + c] = from.data[(y * width + x) * channels + c] ?? 0;
    }
  return out;
};
