/** What is wrong with a Radiance picture: a sentence part that follows the file's name. */
export class RgbeProblem extends Error {
  override name = "RgbeProblem";
}

export type RgbeHeader = {
  width: number;
  height: number;
  /** What the samples were multiplied by when saved; divide by it for the scene's light. */
  exposure: number;
  /** Rows stored bottom up, pixels stored right to left. */
  bottomUp: boolean;
  mirrored: boolean;
  /** Where the first scanline begins, bytes. */
  dataAt: number;
};
/** Row by row from the top left, four bytes a pixel: three mantissas and their shared exponent. */
export type RgbePicture = RgbeHeader & { rgbe: Uint8Array };

const headerLimit = 64 * 1024;
const asText = (bytes: Uint8Array, from: number, to: number): string => {
  let text = "";
  for (let at = from; at < to; at++) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
};

/** The lines before the pixels. Throws RgbeProblem when it is none, is cut, or holds a kind this reader does not know. */
export const readRgbeHeader = (bytes: Uint8Array): RgbeHeader => {
  let at = 0;
  const line = (): string => {
    const end = bytes.subarray(0, headerLimit).indexOf(10, at);
    if (end < 0) throw new RgbeProblem("ends inside its header");
    const text = asText(bytes, at, end).replace(/\r$/, "");
    at = end + 1;
    return text;
  };
  if (!/^#\?(RADIANCE|RGBE)/.test(asText(bytes, 0, 10)))
    throw new RgbeProblem("does not begin like a Radiance picture");
  line();
  let exposure = 1;
  for (let text = line(); text !== ""; text = line()) {
    const format = /^FORMAT=\s*(\S+)/.exec(text)?.[1];
    if (format && format !== "32-bit_rle_rgbe")
      throw new RgbeProblem(`holds ${format} samples where 32-bit_rle_rgbe is known`);
    const factor = Number(/^EXPOSURE=\s*(\S+)/.exec(text)?.[1] ?? 1);
    if (Number.isFinite(factor) && factor > 0) exposure *= factor;
  }
  const size = line();
  const found = /^([+-])Y\s+(\d{1,9})\s+([+-])X\s+(\d{1,9})\s*$/.exec(size);
  if (!found && /^[+-]X\s+\d+\s+[+-]Y\s+\d+/.test(size)) throw new RgbeProblem("is stored in columns, not in rows");
  if (!found) throw new RgbeProblem("does not say its size after the header");
  const [, rows, height, columns, width] = found;
  const header = { width: Number(width), height: Number(height) };
  if (header.width < 1 || header.height < 1) throw new RgbeProblem("has no pixels");
  return { ...header, exposure, bottomUp: rows === "+", mirrored: columns === "-", dataAt: at };
};

/** One scanline in the run-length form of 1991: each of the four planes for itself. Returns where the next begins. */
const readNewRow = (bytes: Uint8Array, start: number, out: Uint8Array, outAt: number, width: number, row: number) => {
  let at = start;
  for (let plane = 0; plane < 4; plane++) {
    let x = 0;
    while (x < width) {
      if (at + 1 >= bytes.length) throw new RgbeProblem(`ends in row ${row + 1}`);
      const count = bytes[at++] ?? 0;
      const run = count > 128;
      const length = run ? count - 128 : count;
      if (length === 0 || x + length > width) throw new RgbeProblem(`has a run past the edge in row ${row + 1}`);
      if (!run && at + length > bytes.length) throw new RgbeProblem(`ends in row ${row + 1}`);
      for (let n = 0; n < length; n++) out[outAt + (x + n) * 4 + plane] = bytes[run ? at : at + n] ?? 0;
      at += run ? 1 : length;
      x += length;
    }
  }
  return at;
};

/** One scanline flat or in the form before 1991, where (1, 1, 1, n) repeats the pixel before it. */
const readOldRow = (bytes: Uint8Array, start: number, out: Uint8Array, outAt: number, width: number, row: number) => {
  let [at, x, shift] = [start, 0, 0];
  while (x < width) {
    if (at + 4 > bytes.length) throw new RgbeProblem(`ends in row ${row + 1}`);
    const [r = 0, g = 0, b = 0, e = 0] = bytes.subarray(at, at + 4);
    at += 4;
    if (r === 1 && g === 1 && b === 1) {
      const length = e * 2 ** shift;
      if (x === 0 && length > 0) throw new RgbeProblem(`repeats a pixel before there is one in row ${row + 1}`);
      if (x + length > width) throw new RgbeProblem(`has a run past the edge in row ${row + 1}`);
      const from = outAt + (x - 1) * 4;
      for (let n = 0; n < length; n++) out.copyWithin(outAt + (x + n) * 4, from, from + 4);
      x += length;
      shift += 8;
      if (shift > 24) throw new RgbeProblem(`has a run that never ends in row ${row + 1}`);
    } else {
      out.set([r, g, b, e], outAt + x * 4);
      x++;
      shift = 0;
    }
  }
  return at;
};

const mirror = (out: Uint8Array, from: number, width: number) => {
  const pixels = new Uint32Array(out.buffer, out.byteOffset + from, width);
  pixels.reverse();
};

/**
 * A whole Radiance picture (.hdr): new run-length rows, old ones and flat ones, whatever way up it was stored.
 * Throws RgbeProblem, which names the row, when it is cut or corrupt. Check the header's size first: this allocates it.
 */
export const decodeRgbe = (bytes: Uint8Array): RgbePicture => {
  const header = readRgbeHeader(bytes);
  const { width, height, bottomUp, mirrored } = header;
  // No row is smaller than one byte a plane and 127 pixels: a header that promises more is not worth its memory.
  const left = bytes.length - header.dataAt;
  if (left * 128 < width * height)
    throw new RgbeProblem(`ends in row ${Math.ceil((left * 128) / width)} at the latest`);
  const rgbe = new Uint8Array(width * height * 4);
  let at = header.dataAt;
  for (let row = 0; row < height; row++) {
    const outAt = (bottomUp ? height - 1 - row : row) * width * 4;
    const [a = 0, b = 0, high = 0, low = 0] = bytes.subarray(at, at + 4);
    const isNew = width >= 8 && width <= 32_767 && a === 2 && b === 2 && high < 128;
    if (isNew && high * 256 + low !== width)
      throw new RgbeProblem(`says ${high * 256 + low} pixels in row ${row + 1} where its header says ${width}`);
    at = isNew ? readNewRow(bytes, at + 4, rgbe, outAt, width, row) : readOldRow(bytes, at, rgbe, outAt, width, row);
    if (mirrored) mirror(rgbe, outAt, width);
  }
  return { ...header, rgbe };
};

/** What a mantissa is worth under each exponent: `mantissa * scales[e]` is linear light, 1 about a white wall in daylight. */
export const rgbeScales: Float32Array = Float32Array.from({ length: 256 }, (_, e) => (e === 0 ? 0 : 2 ** (e - 136)));

/** Linear light, three floats a pixel, with the file's exposure taken out. */
export const rgbeToFloats = ({ rgbe, width, height, exposure }: RgbePicture): Float32Array => {
  const floats = new Float32Array(width * height * 3);
  for (let pixel = 0, from = 0, to = 0; pixel < width * height; pixel++, from += 4, to += 3) {
    const scale = (rgbeScales[rgbe[from + 3] ?? 0] ?? 0) / exposure;
    floats[to] = (rgbe[from] ?? 0) * scale;
    floats[to + 1] = (rgbe[from + 1] ?? 0) * scale;
    floats[to + 2] = (rgbe[from + 2] ?? 0) * scale;
  }
  return floats;
};
