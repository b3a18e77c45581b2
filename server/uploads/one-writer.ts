type Turn = { abort: AbortController; done: Promise<void> };

// Global: Next loads a module more than once, and two writers in one file would mix their bytes.
const held = globalThis as typeof globalThis & { backlotWriters?: Map<string, Turn> };

/**
 * One writer per key, and the newest wins: browsers send a PUT again by themselves when a kept-alive connection is
 * reset, while the old request may still be open. `work` gets the signal that a newer one has come; "overtaken" means
 * it came while this one waited.
 */
export async function asOnlyWriter<T>(
  key: string,
  work: (overtaken: AbortSignal) => Promise<T>,
): Promise<T | "overtaken"> {
  held.backlotWriters ??= new Map();
  const writers = held.backlotWriters;
  const previous = writers.get(key);
  const abort = new AbortController();
  let finish = () => {};
  const mine: Turn = { abort, done: new Promise((resolve) => (finish = resolve)) };
  // Enter before waiting, or two newcomers would both write.
  writers.set(key, mine);
  try {
    previous?.abort.abort();
    await previous?.done;
    return abort.signal.aborted ? "overtaken" : await work(abort.signal);
  } finally {
    if (writers.get(key) === mine) writers.delete(key);
    finish();
  }
}
