import type { FilmMime } from "./clip";

/** Bytes of the head that `filmKind` wants to see. */
export const filmHeadBytes = 64;

const at = (head: Uint8Array, start: number, end: number) =>
  String.fromCharCode(...head.subarray(start, Math.min(end, head.length)));

/** Boxes an MP4 or QuickTime file may begin with; files older than 2004 have no `ftyp`. */
const firstBoxes = ["moov", "mdat", "wide", "free", "skip", "pnot"];
/** Brands of pictures in the same box format. */
const pictureBrand = /^(avif|avis|he[ivx]|hev|mif1|msf1|jp2|jpx|crx)/;

/** The kind of film a file is, from its first bytes; null for anything else. Its name is never asked. */
export const filmKind = (head: Uint8Array): FilmMime | null => {
  if (head.length < 12) return null;
  if (at(head, 0, 4) === "\x1aE\xdf\xa3")
    return at(head, 4, filmHeadBytes).includes("webm") ? "video/webm" : "video/x-matroska";
  const box = at(head, 4, 8);
  if (firstBoxes.includes(box)) return "video/quicktime";
  if (box !== "ftyp") return null;
  const brand = at(head, 8, 12);
  if (pictureBrand.test(brand)) return null;
  return brand === "qt  " ? "video/quicktime" : "video/mp4";
};

/** Names films usually carry: for file pickers only. */
export const filmEndings = [".mp4", ".m4v", ".mov", ".webm", ".mkv"] as const;
