/** Raw samples, row by row from the top left; `channels` of them a pixel. */
export type Samples = Uint8Array | Uint16Array;
export type Pixels<Data extends Samples = Samples> = { width: number; height: number; channels: number; data: Data };

// Not slice(): a Buffer's shares its bytes.
const copyOf = <Data extends Samples>(data: Data): Data =>
  (data instanceof Uint16Array ? new Uint16Array(data) : new Uint8Array(data)) as Data;

/**
 * The same picture turned about its vertical axis: what was at column x is at x + `by`, and what falls off comes in at the
 * other side. A panorama shifted by half its width shows its seam in the middle.
 */
export const shiftColumns = <Data extends Samples>(pixels: Pixels<Data>, by: number): Pixels<Data> => {
  const { width, height, channels, data } = pixels;
  const shift = (((Math.round(by) % width) + width) % width) * channels;
  const line = width * channels;
  const moved = copyOf(data);
  for (let row = 0; row < height; row++) {
    const start = row * line;
    moved.set(data.subarray(start, start + line - shift), start + shift);
    moved.set(data.subarray(start + line - shift, start + line), start);
  }
  return { width, height, channels, data: moved };
};

/** Every sample turned over (255 − v, or 65535 − v in 16 bits); an alpha channel stays. Twice gives the same bytes again. */
export const invertSamples = <Data extends Samples>(pixels: Pixels<Data>): Pixels<Data> => {
  const { channels, data } = pixels;
  const top = data instanceof Uint16Array ? 65_535 : 255;
  const alpha = channels === 2 || channels === 4 ? channels - 1 : -1;
  const turned = copyOf(data);
  for (let at = 0; at < turned.length; at++) if (at % channels !== alpha) turned[at] = top - (turned[at] ?? 0);
  return { ...pixels, data: turned };
};
