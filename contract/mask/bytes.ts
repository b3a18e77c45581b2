/**
 * Reads an index the caller knows to be inside; the casts that noUncheckedIndexedAccess asks of the pixel loops.
 * One function per kind of array: a shared one sees them all and the engine then reads every array the slow way (10x).
 */
export const at = (values: readonly number[], index: number): number => values[index] as number;
export const byteAt = (values: Uint8Array, index: number): number => values[index] as number;
export const uint16At = (values: Uint16Array, index: number): number => values[index] as number;
export const uint32At = (values: Uint32Array, index: number): number => values[index] as number;
export const int32At = (values: Int32Array, index: number): number => values[index] as number;
export const floatAt = (values: Float64Array, index: number): number => values[index] as number;

/** A growing list of bytes: LEB128 varints and plain bytes. */
export class ByteWriter {
  private buffer = new Uint8Array(1024);
  private used = 0;

  byte(value: number): void {
    this.reserve(1);
    this.buffer[this.used++] = value;
  }

  /** Unsigned, up to 2^32 - 1. */
  varint(value: number): void {
    this.reserve(5);
    let rest = value >>> 0;
    while (rest >= 128) {
      this.buffer[this.used++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.buffer[this.used++] = rest;
  }

  /** Signed, zigzag. */
  signed(value: number): void {
    this.varint((value << 1) ^ (value >> 31));
  }

  bytes(values: Uint8Array): void {
    this.reserve(values.length);
    this.buffer.set(values, this.used);
    this.used += values.length;
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.buffer.slice(0, this.used);
  }

  private reserve(extra: number): void {
    if (this.used + extra <= this.buffer.length) return;
    const next = new Uint8Array(Math.max(this.buffer.length * 2, this.used + extra));
    next.set(this.buffer);
    this.buffer = next;
  }
}

/** Reads what ByteWriter wrote; null means the bytes ended too early or a varint is too long. */
export class ByteReader {
  private offset = 0;
  private readonly source: Uint8Array;

  constructor(source: Uint8Array) {
    this.source = source;
  }

  get done(): boolean {
    return this.offset >= this.source.length;
  }

  byte(): number | null {
    return this.done ? null : byteAt(this.source, this.offset++);
  }

  varint(): number | null {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const next = this.byte();
      if (next === null) return null;
      value |= (next & 127) << shift;
      if (next < 128) return value >>> 0;
    }
    return null;
  }

  signed(): number | null {
    const value = this.varint();
    return value === null ? null : (value >>> 1) ^ -(value & 1);
  }

  take(count: number): Uint8Array | null {
    if (this.offset + count > this.source.length) return null;
    this.offset += count;
    return this.source.subarray(this.offset - count, this.offset);
  }
}
