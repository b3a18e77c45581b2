/** The boundary of a multipart content type; null for a raw body, as agents send it. */
export const boundaryOf = (contentType: string | null): string | null =>
  /multipart\/form-data;\s*boundary="?([^";]+)"?/i.exec(contentType ?? "")?.[1] ?? null;

const headLimit = 16_384;

async function* chunksOf(body: ReadableStream<Uint8Array>, signal: AbortSignal, patienceMs: number) {
  const reader = body.getReader();
  const stop = () => void reader.cancel().catch(() => {});
  signal.addEventListener("abort", stop);
  let patience: NodeJS.Timeout | undefined;
  try {
    for (;;) {
      patience = setTimeout(stop, patienceMs);
      // A cut connection looks like the end: the caller counts bytes, and what is missing is sent again.
      const { done, value } = await reader.read().catch(() => ({ done: true as const, value: undefined }));
      clearTimeout(patience);
      if (done) return;
      yield value;
    }
  } finally {
    clearTimeout(patience);
    signal.removeEventListener("abort", stop);
    stop();
  }
}

/**
 * The bytes of a one-part multipart body (or of a raw one), streamed in constant memory. The last `boundary + 8` bytes
 * are held back, since they may be the closing line; after a cut they are dropped, and resume sends them again.
 */
export async function* unwrapMultipart(
  body: ReadableStream<Uint8Array>,
  boundary: string | null,
  signal: AbortSignal,
  patienceMs = 60_000,
): AsyncGenerator<Uint8Array> {
  if (boundary === null) {
    yield* chunksOf(body, signal, patienceMs);
    return;
  }
  const closing = `\r\n--${boundary}`;
  const hold = closing.length + 4;
  let held: Buffer = Buffer.alloc(0);
  let inside = false;
  for await (const chunk of chunksOf(body, signal, patienceMs)) {
    let rest: Buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (!inside) {
      const head = Buffer.concat([held, rest]);
      const at = head.indexOf("\r\n\r\n");
      if (at < 0 && head.length > headLimit) return;
      held = at < 0 ? head : Buffer.alloc(0);
      if (at < 0) continue;
      inside = true;
      rest = head.subarray(at + 4);
    }
    if (rest.length < hold) rest = Buffer.concat([held, rest]);
    else if (held.length > 0) yield held;
    if (rest.length > hold) yield rest.subarray(0, rest.length - hold);
    held = Buffer.from(rest.subarray(Math.max(0, rest.length - hold)));
  }
  const at = inside ? held.indexOf(closing) : -1;
  if (at > 0) yield held.subarray(0, at);
}
