import { ByteReader, ByteWriter, byteAt } from "../bytes";
import { MaskError } from "../error";

const WRONG = "The runs of a mask picture do not add up to its size";

/** Black and white: row-major run lengths, the first of zeros, as varints. 128 and above is white. */
export function encodeRle(pixels: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter();
  let white = false;
  let run = 0;
  for (const value of pixels) {
    if (value >= 128 === white) run++;
    else {
      out.varint(run);
      white = !white;
      run = 1;
    }
  }
  out.varint(run);
  return out.finish();
}

/** 0 or 255 per pixel. Throws MaskError unless the runs make exactly `length` pixels. */
export function decodeRle(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(length);
  const reader = new ByteReader(bytes);
  let position = 0;
  for (let white = false; !reader.done; white = !white) {
    const run = reader.varint();
    if (run === null || position + run > length) throw new MaskError(WRONG);
    if (white) out.fill(255, position, position + run);
    position += run;
  }
  if (position !== length) throw new MaskError(WRONG);
  return out;
}

/** 8 bits: packets of (length * 2, value) for a run and (length * 2 + 1, bytes) for what does not repeat. */
export function encodeRuns(pixels: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter();
  let literal = 0;
  let i = 0;
  const flush = (end: number) => {
    if (end === literal) return;
    out.varint((end - literal) * 2 + 1);
    out.bytes(pixels.subarray(literal, end));
  };
  while (i < pixels.length) {
    let end = i + 1;
    while (end < pixels.length && pixels[end] === pixels[i]) end++;
    if (end - i >= 4) {
      flush(i);
      out.varint((end - i) * 2);
      out.byte(byteAt(pixels, i));
      literal = end;
    }
    i = end;
  }
  flush(pixels.length);
  return out.finish();
}

/** Throws MaskError unless the packets make exactly `length` pixels. */
export function decodeRuns(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(length);
  const reader = new ByteReader(bytes);
  let position = 0;
  while (!reader.done) {
    const head = reader.varint();
    const count = head === null ? length + 1 : head >>> 1;
    if (head === null || position + count > length) throw new MaskError(WRONG);
    if (head & 1) {
      const literal = reader.take(count);
      if (!literal) throw new MaskError(WRONG);
      out.set(literal, position);
    } else {
      const value = reader.byte();
      if (value === null) throw new MaskError(WRONG);
      out.fill(value, position, position + count);
    }
    position += count;
  }
  if (position !== length) throw new MaskError(WRONG);
  return out;
}
