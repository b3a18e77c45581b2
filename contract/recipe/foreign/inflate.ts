/** Unpacks at most `limit` bytes: a few kilobytes can hold gigabytes of zeros. Null for more, and for damage. */
export async function inflate(
  packed: Uint8Array,
  format: "deflate" | "gzip",
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const stream = new DecompressionStream(format);
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  // What goes wrong while writing is heard while reading.
  const written = writer.write(new Uint8Array(packed)).then(() => writer.close());
  written.catch(() => {});
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.length;
      if (size > limit) {
        await reader.cancel();
        return null;
      }
      parts.push(next.value);
    }
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
