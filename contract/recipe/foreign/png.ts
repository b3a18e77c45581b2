import { through } from "../../mask/codec/through";
import { exifTexts } from "./exif";
import { type Embedded, type EmbeddedText, embeddedLimits } from "./texts";

/** Bytes of one text, unpacked. */
const packedLimit = embeddedLimits.characters * 2;
const latin1 = new TextDecoder("latin1");
const utf8 = new TextDecoder("utf-8");

/** Text chunks of a PNG wherever they stand: some tools write them after the pixels. A torn file gives what came before. */
export async function pngTexts(bytes: Uint8Array): Promise<Embedded> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts: EmbeddedText[] = [];
  let c2pa = false;
  for (let at = 8; at + 12 <= bytes.length && texts.length < embeddedLimits.texts; ) {
    const length = view.getUint32(at);
    const type = latin1.decode(bytes.subarray(at + 4, at + 8));
    if (at + 12 + length > bytes.length) break;
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (type === "caBX") c2pa = true;
    if (type === "eXIf") texts.push(...exifTexts(data));
    const text = await readers[type]?.(data);
    if (text && text.text.length <= embeddedLimits.characters) texts.push(text);
    if (type === "IEND") break;
    at += 12 + length;
  }
  return { texts, c2pa };
}

/** Keyword, zero, and the rest. */
const split = (data: Uint8Array): [keyword: string, rest: Uint8Array] | null => {
  const zero = data.indexOf(0);
  return zero < 1 || zero > 79 ? null : [latin1.decode(data.subarray(0, zero)), data.subarray(zero + 1)];
};

const readers: Record<string, (data: Uint8Array) => Promise<EmbeddedText | null>> = {
  async tEXt(data) {
    const parts = split(data);
    // Latin-1 by the rules; many write UTF-8 all the same.
    return parts && { keyword: parts[0], text: utf8OrLatin1(parts[1]) };
  },
  async zTXt(data) {
    const parts = split(data);
    if (parts?.[1][0] !== 0) return null;
    const text = await inflate(parts[1].subarray(1));
    return text && { keyword: parts[0], text: utf8OrLatin1(text) };
  },
  async iTXt(data) {
    const parts = split(data);
    if (!parts) return null;
    const [keyword, rest] = parts;
    const language = rest.indexOf(0, 2);
    const translated = rest.indexOf(0, language + 1);
    if (language < 0 || translated < 0) return null;
    const body = rest.subarray(translated + 1);
    const text = rest[0] === 1 ? await inflate(body) : body;
    return text && { keyword, text: utf8.decode(text) };
  },
};

const utf8OrLatin1 = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return latin1.decode(bytes);
  }
};

const inflate = (packed: Uint8Array) =>
  through(new DecompressionStream("deflate"), new Uint8Array(packed), packedLimit);
