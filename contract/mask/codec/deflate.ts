import { MaskError } from "../error";

type Bytes = Uint8Array<ArrayBuffer>;

/** zlib-wrapped deflate. Different builds give different bytes: never hash the result. */
export const deflate = (bytes: Bytes): Promise<Bytes> => pass(new CompressionStream("deflate"), bytes, Infinity);

/** Inflates exactly `length` bytes; more, fewer or damaged is a MaskError, and a bomb stops at `length`. */
export async function inflate(bytes: Bytes, length: number, what: string): Promise<Bytes> {
  const out = await pass(new DecompressionStream("deflate"), bytes, length).catch(() => null);
  if (!out || out.length !== length) throw new MaskError(`${what} is damaged: its pixel data cannot be read`);
  return out;
}

async function pass(stream: CompressionStream | DecompressionStream, bytes: Bytes, limit: number): Promise<Bytes> {
  const writer = stream.writable.getWriter();
  const written = writer.write(bytes).then(() => writer.close());
  written.catch(() => undefined); // the reader reports the same failure
  const reader = stream.readable.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      throw new MaskError("too much data");
    }
  }
  await written;
  const out = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}
