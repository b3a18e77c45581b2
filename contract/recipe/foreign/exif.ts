import { type EmbeddedText, embeddedLimits } from "./texts";

const names: Record<number, string> = {
  270: "ImageDescription",
  271: "Make",
  272: "Model",
  305: "Software",
  315: "Artist",
  37510: "UserComment",
  40092: "XPComment",
};
const exifFolder = 34665;
const sizes: Record<number, number> = { 1: 1, 2: 1, 3: 2, 4: 4, 7: 1 };

/** Texts of an EXIF block, with or without its `Exif` prefix. Offsets that lead outside the block are passed over. */
export function exifTexts(block: Uint8Array): EmbeddedText[] {
  const prefixed = block[0] === 0x45 && block[1] === 0x78 && block[2] === 0x69 && block[3] === 0x66;
  const bytes = prefixed ? block.subarray(6) : block;
  if (bytes.length < 8) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = view.getUint16(0) === 0x4949;
  const texts: EmbeddedText[] = [];
  const seen = new Set<number>();
  const folder = (start: number): void => {
    if (seen.has(start) || seen.size > 8 || start + 2 > bytes.length) return;
    seen.add(start);
    const count = Math.min(view.getUint16(start, little), 500);
    for (let n = 0; n < count; n++) {
      const at = start + 2 + n * 12;
      if (at + 12 > bytes.length) return;
      const tag = view.getUint16(at, little);
      const length = view.getUint32(at + 4, little) * (sizes[view.getUint16(at + 2, little)] ?? 0);
      const from = length <= 4 ? at + 8 : view.getUint32(at + 8, little);
      if (tag === exifFolder) folder(view.getUint32(at + 8, little));
      const keyword = names[tag];
      if (!keyword || length === 0 || length > embeddedLimits.characters || from + length > bytes.length) continue;
      const text = decode(keyword, bytes.subarray(from, from + length));
      if (text) texts.push({ keyword, text });
    }
  };
  folder(view.getUint32(4, little));
  return texts;
}

const ascii = (bytes: Uint8Array) => new TextDecoder("utf-8").decode(bytes).replace(/\0+$/, "");

const decode = (keyword: string, bytes: Uint8Array): string => {
  if (keyword === "XPComment") return utf16(bytes, true);
  if (keyword !== "UserComment") return ascii(bytes);
  const coding = ascii(bytes.subarray(0, 8));
  const body = bytes.subarray(8);
  return coding.startsWith("UNICODE") ? utf16(body, firstIsLow(body)) : ascii(body);
};

/** UTF-16 of either order, whatever order the block itself has: the zero bytes of the first letters tell. */
const firstIsLow = (bytes: Uint8Array): boolean => {
  let even = 0;
  let odd = 0;
  for (let n = 0; n + 1 < Math.min(bytes.length, 400); n += 2) {
    if (bytes[n] === 0) even++;
    if (bytes[n + 1] === 0) odd++;
  }
  return odd > even;
};

const utf16 = (bytes: Uint8Array, little: boolean): string =>
  new TextDecoder(little ? "utf-16le" : "utf-16be").decode(bytes).replace(/\0+$/, "");
