import { exifTexts } from "./exif";
import type { Embedded, EmbeddedText } from "./texts";

/** EXIF texts of a WebP, from its RIFF chunks. */
export function webpTexts(bytes: Uint8Array): Embedded {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts: EmbeddedText[] = [];
  let c2pa = false;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const type = new TextDecoder("latin1").decode(bytes.subarray(at, at + 4));
    const length = view.getUint32(at + 4, true);
    if (at + 8 + length > bytes.length) break;
    if (type === "EXIF") texts.push(...exifTexts(bytes.subarray(at + 8, at + 8 + length)));
    if (type === "C2PA") c2pa = true;
    at += 8 + length + (length & 1);
  }
  return { texts, c2pa };
}
