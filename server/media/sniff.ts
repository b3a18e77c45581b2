export type PictureMime =
  | "image/png"
  | "image/jpeg"
  | "image/webp"
  | "image/tiff"
  | "image/gif"
  | "image/vnd.radiance"
  | "image/x-exr";
/** What the first bytes say. `other` names a known kind that is not taken, `advice` what to do instead. */
export type Sniffed = { mime: PictureMime } | { other: string; advice: string } | { unknown: true };

/** Bytes of the head that `sniffPicture` wants to see. */
export const sniffBytes = 4096;

const asPng = "Export it as PNG and upload that.";
const starts = (head: Uint8Array, text: string, at = 0) =>
  [...text].every((letter, i) => head[at + i] === letter.charCodeAt(0));
const other = (what: string, advice = asPng): Sniffed => ({ other: what, advice });

const accepted = (head: Uint8Array): PictureMime | null => {
  if (starts(head, "\x89PNG\r\n\x1a\n")) return "image/png";
  if (starts(head, "\xff\xd8\xff")) return "image/jpeg";
  if (starts(head, "RIFF") && starts(head, "WEBP", 8)) return "image/webp";
  if (starts(head, "GIF87a") || starts(head, "GIF89a")) return "image/gif";
  if (["II*\0", "MM\0*", "II+\0", "MM\0+"].some((magic) => starts(head, magic))) return "image/tiff";
  if (starts(head, "#?RADIANCE") || starts(head, "#?RGBE")) return "image/vnd.radiance";
  if (starts(head, "v/1\x01")) return "image/x-exr";
  return null;
};

const filmAdvice = "Take frames from it in a character's package (Add pictures, From a clip), or export them as PNG.";

const known: readonly [magic: string, what: string, advice?: string][] = [
  ["BM", "a BMP file"],
  ["\0\0\x01\0", "an icon file"],
  ["\0\0\0\x0cjP  ", "a JPEG 2000 file"],
  ["\xff\x4f\xff\x51", "a JPEG 2000 file"],
  ["\0\0\0\x0cJXL ", "a JPEG XL file"],
  ["\xff\x0a", "a JPEG XL file"],
  ["8BPS", "a Photoshop file"],
  ["%PDF", "a PDF file", "Export the page as PNG and upload that."],
  ["PK\x03\x04", "a zip archive", "Unpack it and upload the pictures."],
  ["\x1aE\xdf\xa3", "a film", filmAdvice],
];

const refused = (head: Uint8Array): Sniffed => {
  if (starts(head, "ftyp", 4)) {
    const brand = new TextDecoder("latin1").decode(head.subarray(8, 12));
    if (brand.startsWith("avi")) return other("an AVIF picture");
    if (/^(he[ivx]|mif1|msf1)/.test(brand)) return other("a HEIC picture", "Export it as JPEG or PNG and upload that.");
    return other("a film", filmAdvice);
  }
  const found = known.find(([magic]) => starts(head, magic));
  if (found) return other(found[1], found[2]);
  const text = new TextDecoder("latin1").decode(head);
  if (/^(\xef\xbb\xbf)?\s*</.test(text) && /<svg[\s>]/i.test(text)) return other("an SVG drawing");
  return { unknown: true };
};

/** The kind of a file from its first bytes (up to `sniffBytes`). Its name is never asked. */
export const sniffPicture = (head: Uint8Array): Sniffed => {
  const mime = accepted(head);
  return mime ? { mime } : refused(head);
};
