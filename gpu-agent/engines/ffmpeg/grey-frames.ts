/** One frame as 8-bit luma, row by row. The bytes are valid until the next frame is asked for. */
export type GreyFrame = { width: number; height: number; luma: Uint8Array };

const white = (byte: number | undefined) => byte === 10 || byte === 32 || byte === 13 || byte === 9;

/** Frames of a stream of binary PGM pictures (P5, 8 bit), as ffmpeg's image2pipe writes them. One frame is in memory at a time. */
export async function* greyFrames(stream: AsyncIterable<Buffer | string>): AsyncGenerator<GreyFrame> {
  let head: Buffer = Buffer.alloc(0);
  let frame: (GreyFrame & { filled: number }) | undefined;
  for await (const part of stream) {
    let chunk = typeof part === "string" ? Buffer.from(part, "latin1") : part;
    while (chunk.length > 0) {
      if (!frame) {
        head = Buffer.concat([head, chunk]);
        const found = headerOf(head);
        if (!found) break;
        const { width, height, length } = found;
        frame = { width, height, luma: new Uint8Array(width * height), filled: 0 };
        chunk = head.subarray(length);
        head = Buffer.alloc(0);
        if (chunk.length === 0) break;
      }
      const wanted = frame.luma.length - frame.filled;
      frame.luma.set(chunk.subarray(0, wanted), frame.filled);
      frame.filled += Math.min(wanted, chunk.length);
      chunk = chunk.subarray(wanted);
      if (frame.filled === frame.luma.length) {
        yield frame;
        frame = undefined;
      }
    }
  }
}

/** `P5\n<width> <height>\n255\n`; null while it is not all there. Throws on anything else. */
const headerOf = (bytes: Buffer): { width: number; height: number; length: number } | null => {
  if (bytes.length >= 2 && bytes.toString("latin1", 0, 2) !== "P5") throw new Error("not a PGM stream");
  const words: number[] = [];
  let at = 2;
  while (words.length < 3) {
    while (white(bytes[at])) at++;
    const start = at;
    while (at < bytes.length && !white(bytes[at])) at++;
    // The white space behind the last word belongs to the header: without it more is to come.
    if (at >= bytes.length) return null;
    words.push(Number(bytes.toString("latin1", start, at)));
  }
  const [width = 0, height = 0, most] = words;
  if (!(width > 0 && height > 0) || most !== 255) throw new Error("not an 8-bit PGM stream");
  return { width, height, length: at + 1 };
};
