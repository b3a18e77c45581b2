import { byteAt } from "../bytes";
import { MaskError } from "../error";
import { MAX_MASK_PIXELS } from "../limits";
import { crc } from "./crc";
import { deflate, inflate } from "./deflate";

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
const WHAT = "The mask picture";
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** One grey channel, 8 bits (or 1 bit, threshold 128), exactly width x height, no filter. */
export async function encodePng(
  pixels: Uint8Array,
  width: number,
  height: number,
  depth: 8 | 1 = 8,
): Promise<Uint8Array<ArrayBuffer>> {
  if (pixels.length !== width * height) throw new MaskError(`${WHAT} needs ${width} x ${height} bytes`);
  const stride = depth === 8 ? width : (width + 7) >> 3;
  const raw = new Uint8Array((stride + 1) * height);
  for (let y = 0; y < height; y++) {
    const row = y * (stride + 1) + 1;
    if (depth === 8) raw.set(pixels.subarray(y * width, (y + 1) * width), row);
    else
      for (let x = 0; x < width; x++)
        if (byteAt(pixels, y * width + x) >= 128) raw[row + (x >> 3)] = byteAt(raw, row + (x >> 3)) | (128 >> (x & 7));
  }
  return assemble(raw, { width, height, depth, colour: 0 });
}

/** Straight RGBA bytes as they are: colour under transparent pixels stays. */
export async function encodeRgbaPng(
  data: Uint8Array,
  { width, height }: { width: number; height: number },
): Promise<Uint8Array<ArrayBuffer>> {
  if (data.length !== width * height * 4) throw new MaskError(`${WHAT} needs ${width} x ${height} RGBA pixels`);
  const stride = width * 4;
  const raw = new Uint8Array((stride + 1) * height);
  for (let y = 0; y < height; y++) raw.set(data.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
  return assemble(raw, { width, height, depth: 8, colour: 6 });
}

type Header = { width: number; height: number; depth: number; colour: number };

async function assemble(
  raw: Uint8Array<ArrayBuffer>,
  { width, height, depth, colour }: Header,
): Promise<Uint8Array<ArrayBuffer>> {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header[8] = depth;
  header[9] = colour;
  const chunks = [chunk("IHDR", header), chunk("IDAT", await deflate(raw)), chunk("IEND", new Uint8Array(0))];
  const out = new Uint8Array(SIGNATURE.length + chunks.reduce((sum, part) => sum + part.length, 0));
  out.set(SIGNATURE);
  let offset = SIGNATURE.length;
  for (const part of chunks) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(12 + data.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  out.set(encoder.encode(type), 4);
  out.set(data, 8);
  view.setUint32(8 + data.length, crc(out.subarray(4, 8 + data.length)));
  return out;
}

export type GreyPicture = { width: number; height: number; pixels: Uint8Array<ArrayBuffer> };

/** Reads a grey PNG of 1 or 8 bits without interlace, whatever its filters. Throws MaskError on any other. */
export async function decodePng(bytes: Uint8Array): Promise<GreyPicture> {
  if (bytes.length < 57 || SIGNATURE.some((byte, i) => bytes[i] !== byte)) throw new MaskError(`${WHAT} is not a PNG`);
  const { header, data } = readChunks(bytes);
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  const width = view.getUint32(0);
  const height = view.getUint32(4);
  const [depth, colour, , , interlace] = header.subarray(8);
  if (width === 0 || height === 0 || width * height > MAX_MASK_PIXELS)
    throw new MaskError(`${WHAT} is ${width} x ${height}; at most 67 megapixels are allowed`);
  if (colour !== 0 || (depth !== 8 && depth !== 1) || interlace !== 0)
    throw new MaskError(`${WHAT} must be one grey channel of 1 or 8 bits, not interlaced`);
  const stride = depth === 8 ? width : (width + 7) >> 3;
  const raw = await inflate(data, (stride + 1) * height, WHAT);
  const rows = unfilter(raw, stride, height);
  return { width, height, pixels: depth === 8 ? rows : spread(rows, width, height, stride) };
}

function readChunks(bytes: Uint8Array): { header: Uint8Array; data: Uint8Array<ArrayBuffer> } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts: Uint8Array[] = [];
  let header: Uint8Array | null = null;
  for (let offset = 8; offset + 12 <= bytes.length; ) {
    const length = view.getUint32(offset);
    const end = offset + 8 + length;
    if (end + 4 > bytes.length || view.getUint32(end) !== crc(bytes.subarray(offset + 4, end)))
      throw new MaskError(`${WHAT} is cut off or damaged`);
    const type = decoder.decode(bytes.slice(offset + 4, offset + 8));
    if (type === "IHDR" && length === 13) header = bytes.subarray(offset + 8, end);
    if (type === "IDAT") parts.push(bytes.subarray(offset + 8, end));
    if (type === "IEND") {
      if (!header) break;
      const data = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
      let used = 0;
      for (const part of parts) {
        data.set(part, used);
        used += part.length;
      }
      return { header, data };
    }
    offset = end + 4;
  }
  throw new MaskError(`${WHAT} is cut off or damaged`);
}

/** One byte per filter unit, in both depths we read. */
function unfilter(raw: Uint8Array, stride: number, height: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = byteAt(raw, y * (stride + 1));
    const source = y * (stride + 1) + 1;
    const row = y * stride;
    if (filter > 4) throw new MaskError(`${WHAT} is damaged: row ${y} has no known filter`);
    if (filter === 0) {
      out.set(raw.subarray(source, source + stride), row);
      continue;
    }
    for (let x = 0; x < stride; x++) {
      const left = x > 0 ? byteAt(out, row + x - 1) : 0;
      const up = y > 0 ? byteAt(out, row + x - stride) : 0;
      const corner = x > 0 && y > 0 ? byteAt(out, row + x - stride - 1) : 0;
      out[row + x] = byteAt(raw, source + x) + predict(filter, left, up, corner);
    }
  }
  return out;
}

function predict(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

function spread(rows: Uint8Array, width: number, height: number, stride: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (byteAt(rows, y * stride + (x >> 3)) & (128 >> (x & 7))) out[y * width + x] = 255;
  return out;
}
