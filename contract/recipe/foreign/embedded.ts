import { jpegTexts } from "./jpeg";
import { pngTexts } from "./png";
import type { Embedded } from "./texts";
import { webpTexts } from "./webp";

const startsWith = (bytes: Uint8Array, at: number, ascii: string) =>
  [...ascii].every((character, n) => bytes[at + n] === character.charCodeAt(0));

/** The texts inside a PNG, JPEG or WebP file, without decoding its pixels. Damaged or other files have none. */
export async function embeddedTexts(bytes: Uint8Array): Promise<Embedded> {
  if (startsWith(bytes, 1, "PNG\r\n")) return pngTexts(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegTexts(bytes);
  if (startsWith(bytes, 0, "RIFF") && startsWith(bytes, 8, "WEBP")) return webpTexts(bytes);
  return { texts: [], c2pa: false };
}
