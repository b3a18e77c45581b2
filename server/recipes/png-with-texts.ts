import { type FileHandle, open, stat } from "node:fs/promises";
import { Readable } from "node:stream";

/** Chunks that say something about the picture beside its pixels: words, EXIF, dates, a signed manifest that no longer holds. */
const speaking = new Set(["tEXt", "zTXt", "iTXt", "eXIf", "tIME", "caBX"]);
const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
/** A chunk's header: length and kind. */
const head = 8;

type Part = { start: number; end: number } | Uint8Array;

/**
 * A PNG file with its pixels byte for byte and these text chunks in place of everything it said before. `total` is its length;
 * the stream reads the file piece by piece, however large. Throws when the file is no PNG.
 */
export async function pngWithTexts(
  path: string,
  texts: readonly Uint8Array[],
): Promise<{ total: number; read: () => Readable }> {
  const parts = await plan(path, texts);
  const total = parts.reduce((sum, part) => sum + ("start" in part ? part.end - part.start : part.length), 0);
  return { total, read: () => Readable.from(pieces(path, parts), { objectMode: false }) };
}

async function plan(path: string, texts: readonly Uint8Array[]): Promise<Part[]> {
  const { size } = await stat(path);
  const file = await open(path);
  try {
    const first = await bytesAt(file, 0, head);
    if (!first.equals(signature)) throw new Error("a version's file is no PNG");
    const parts: Part[] = [{ start: 0, end: head }];
    let said = false;
    for (let at = head; at + head + 4 <= size; ) {
      const chunk = await bytesAt(file, at, head);
      const [length, kind] = [chunk.readUInt32BE(0), chunk.toString("latin1", 4, 8)];
      const end = at + head + length + 4;
      if (end > size) throw new Error("a version's PNG is torn");
      if (!speaking.has(kind)) keep(parts, at, end);
      // After the header, where every reader looks.
      if (!said) parts.push(...texts);
      said = true;
      at = end;
      if (kind === "IEND") break;
    }
    return parts;
  } finally {
    await file.close();
  }
}

/** Neighbours are one part: a large picture has thousands of chunks. */
const keep = (parts: Part[], start: number, end: number): void => {
  const last = parts.at(-1);
  if (last && "start" in last && last.end === start) last.end = end;
  else parts.push({ start, end });
};

const bytesAt = async (file: FileHandle, position: number, length: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
};

async function* pieces(path: string, parts: readonly Part[]): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    for (const part of parts) {
      if (!("start" in part)) yield part;
      else
        for (let at = part.start; at < part.end; ) {
          const piece = await bytesAt(file, at, Math.min(256 * 1024, part.end - at));
          if (piece.length === 0) throw new Error("a version's PNG became shorter while it was sent");
          yield piece;
          at += piece.length;
        }
    }
  } finally {
    await file.close();
  }
}
