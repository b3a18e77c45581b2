import { through } from "../../mask/codec/through";

/** Bytes of packed settings longer than this are none. */
const limit = 4 * 1024 * 1024;

/** The lowest bits of alpha, column by column, eight to a byte, high bit first. */
function* bits(rgba: Uint8Array | Uint8ClampedArray, width: number, height: number): Generator<number> {
  for (let x = 0; x < width; x++) for (let y = 0; y < height; y++) yield (rgba[(y * width + x) * 4 + 3] ?? 0) & 1;
}

const take = (source: Generator<number>, count: number): Uint8Array<ArrayBuffer> | null => {
  const bytes = new Uint8Array(count);
  for (let n = 0; n < count * 8; n++) {
    const bit = source.next();
    if (bit.done) return null;
    bytes[n >> 3] = ((bytes[n >> 3] ?? 0) << 1) | bit.value;
  }
  return bytes;
};

/**
 * Text hidden in the alpha of a picture ("stealth pnginfo" of NovelAI and A1111), which survives tools that drop a PNG's chunks.
 * `rgba` is 8 bits a channel, straight alpha, width × height × 4. Null when there is none.
 */
export async function stealthText(
  rgba: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
): Promise<string | null> {
  const source = bits(rgba, width, height);
  const mark = take(source, "stealth_pnginfo".length);
  const name = mark && new TextDecoder("latin1").decode(mark);
  if (name !== "stealth_pnginfo" && name !== "stealth_pngcomp") return null;
  const length = take(source, 4);
  if (!length) return null;
  const bytes = new DataView(length.buffer).getUint32(0) >>> 3;
  if (bytes > limit) return null;
  const body = take(source, bytes);
  if (!body) return null;
  if (name === "stealth_pnginfo") return new TextDecoder("utf-8").decode(body);
  const text = await through(new DecompressionStream("gzip"), body, limit);
  return text && new TextDecoder("utf-8").decode(text);
}
