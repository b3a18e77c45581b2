import { byteAt } from "../bytes";
import { MaskError } from "../error";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const PAD = 61;
const CODES = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0));
const VALUES = new Int8Array(128).fill(-1);
for (let i = 0; i < CODES.length; i++) VALUES[byteAt(CODES, i)] = i;
const decoder = new TextDecoder();

/** Standard alphabet, padded. */
export function toBase64(bytes: Uint8Array): string {
  const out = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  for (let i = 0, o = 0; i < bytes.length; i += 3) {
    const b = i + 1 < bytes.length ? byteAt(bytes, i + 1) : 0;
    const c = i + 2 < bytes.length ? byteAt(bytes, i + 2) : 0;
    const word = (byteAt(bytes, i) << 16) | (b << 8) | c;
    out[o++] = byteAt(CODES, word >> 18);
    out[o++] = byteAt(CODES, (word >> 12) & 63);
    out[o++] = i + 1 < bytes.length ? byteAt(CODES, (word >> 6) & 63) : PAD;
    out[o++] = i + 2 < bytes.length ? byteAt(CODES, word & 63) : PAD;
  }
  return decoder.decode(out);
}

/** Throws MaskError on anything but padded standard base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 4 !== 0) throw new MaskError("Mask data is not base64: its length is not a multiple of 4");
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const out = new Uint8Array((text.length / 4) * 3 - padding);
  const letters = text.length - padding;
  let word = 0;
  for (let i = 0, o = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const value = i < letters ? (code < 128 ? (VALUES[code] ?? -1) : -1) : 0;
    if (value < 0) throw new MaskError(`Mask data is not base64: unexpected character at ${i}`);
    word = (word << 6) | value;
    if (i % 4 !== 3) continue;
    if (o < out.length) out[o++] = (word >> 16) & 255;
    if (o < out.length) out[o++] = (word >> 8) & 255;
    if (o < out.length) out[o++] = word & 255;
    word = 0;
  }
  return out;
}
