type Bytes = Uint8Array<ArrayBuffer>;

/**
 * All of `bytes` through a stream that packs or unpacks. Null for damage and for more than `limit` bytes, which ends it there:
 * a few kilobytes can hold gigabytes of zeros.
 */
export async function through(
  stream: CompressionStream | DecompressionStream,
  bytes: Bytes,
  limit = Infinity,
): Promise<Bytes | null> {
  const writer = stream.writable.getWriter();
  const written = writer.write(bytes).then(() => writer.close());
  written.catch(() => {}); // the reader reports the same failure
  const reader = stream.readable.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      parts.push(next.value);
      size += next.value.length;
      if (size > limit) {
        await reader.cancel();
        return null;
      }
    }
    await written;
  } catch {
    return null;
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
