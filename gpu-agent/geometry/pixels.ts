/** 8-bit pixels, row by row; index (y·width + x)·channels. 1 channel: a mask or alpha, 3: RGB. Pixel centres sit on integers. */
export type Pixels<C extends 1 | 3 = 1 | 3> = { width: number; height: number; channels: C; data: Uint8Array };
export type Rgb = Pixels<3>;
export type Grey = Pixels<1>;

/** A decoded picture: colour, and its alpha kept aside so that no arithmetic touches it. */
export type Picture = { rgb: Rgb; alpha?: Grey };

/** Pixels of one value. */
export const blank = <C extends 1 | 3>(width: number, height: number, channels: C, value = 0): Pixels<C> => ({
  width,
  height,
  channels,
  data: new Uint8Array(width * height * channels).fill(value),
});

export const copyOf = <C extends 1 | 3>(pixels: Pixels<C>): Pixels<C> => ({ ...pixels, data: pixels.data.slice() });

export const sameSize = (a: Pixels, b: Pixels) => a.width === b.width && a.height === b.height;

/** Rounds into a byte. */
export const toByte = (value: number) => (value <= 0 ? 0 : value >= 255 ? 255 : Math.round(value));

/** A rectangle of whole pixels; x1 and y1 are outside. */
export type Window = { x0: number; y0: number; x1: number; y1: number };

/** Where a mask is above zero, or null when it is nowhere. */
export const boundsOf = (mask: Grey): Window | null => {
  const box = { x0: mask.width, y0: mask.height, x1: 0, y1: 0 };
  for (let y = 0, i = 0; y < mask.height; y++) {
    for (let x = 0; x < mask.width; x++, i++) {
      if (!mask.data[i]) continue;
      box.x0 = Math.min(box.x0, x);
      box.x1 = Math.max(box.x1, x + 1);
      box.y0 = Math.min(box.y0, y);
      box.y1 = Math.max(box.y1, y + 1);
    }
  }
  return box.x1 > box.x0 ? box : null;
};

/** A window grown by `by` pixels, cut at the edges of the picture. */
export const grow = (box: Window, by: number, width: number, height: number): Window => ({
  x0: Math.max(0, box.x0 - by),
  y0: Math.max(0, box.y0 - by),
  x1: Math.min(width, box.x1 + by),
  y1: Math.min(height, box.y1 + by),
});

/** Cuts a window out; where it reaches over the edge, the nearest pixel is repeated. */
export const cut = <C extends 1 | 3>(from: Pixels<C>, box: Window): Pixels<C> => {
  const { channels } = from;
  const out = blank(box.x1 - box.x0, box.y1 - box.y0, channels);
  for (let y = 0; y < out.height; y++) {
    const row = Math.min(from.height - 1, Math.max(0, box.y0 + y)) * from.width;
    for (let x = 0; x < out.width; x++) {
      const source = (row + Math.min(from.width - 1, Math.max(0, box.x0 + x))) * channels;
      const target = (y * out.width + x) * channels;
      for (let c = 0; c < channels; c++) out.data[target + c] = from.data[source + c] ?? 0;
    }
  }
  return out;
};

/** Writes `patch` into a copy of `onto` with its upper left corner at (x0, y0); what lies outside is dropped. */
export const place = <C extends 1 | 3>(onto: Pixels<C>, patch: Pixels<C>, x0: number, y0: number): Pixels<C> => {
  const out = copyOf(onto);
  const { channels } = onto;
  const from = Math.max(0, -x0);
  const to = Math.min(patch.width, onto.width - x0);
  if (to <= from) return out;
  for (let y = Math.max(0, -y0); y < Math.min(patch.height, onto.height - y0); y++) {
    const row = patch.data.subarray((y * patch.width + from) * channels, (y * patch.width + to) * channels);
    out.data.set(row, ((y0 + y) * onto.width + x0 + from) * channels);
  }
  return out;
};

/** Left and right changed. */
export const mirrored = <C extends 1 | 3>(from: Pixels<C>): Pixels<C> => {
  const { width, height, channels } = from;
  const out = blank(width, height, channels);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [source, target] = [(y * width + x) * channels, (y * width + width - 1 - x) * channels];
      for (let c = 0; c < channels; c++) out.data[target + c] = from.data[source + c] ?? 0;
    }
  return out;
};
