import { exifTexts } from "./exif";
import type { Embedded, EmbeddedText } from "./texts";

const utf8 = new TextDecoder("utf-8");

/** EXIF texts and comments of a JPEG, from the segments before its pixels. */
export function jpegTexts(bytes: Uint8Array): Embedded {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts: EmbeddedText[] = [];
  let c2pa = false;
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) break;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xda || marker === 0xd9) break;
    const length = view.getUint16(at + 2);
    if (length < 2 || at + 2 + length > bytes.length) break;
    const data = bytes.subarray(at + 4, at + 2 + length);
    if (marker === 0xe1 && utf8.decode(data.subarray(0, 4)) === "Exif") texts.push(...exifTexts(data));
    if (marker === 0xfe) texts.push({ keyword: "Comment", text: utf8.decode(data) });
    // Application segment 11 carries JUMBF boxes, which hold C2PA manifests.
    if (marker === 0xeb && utf8.decode(data.subarray(0, 2)) === "JP") c2pa = true;
    at += 2 + length;
  }
  return { texts, c2pa };
}
