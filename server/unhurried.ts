import { setImmediate } from "node:timers/promises";

/** How long one piece of work may hold the process while others wait, in milliseconds. */
const atMost = 8;

/** Runs work that comes in steps to its end, and lets whoever waits in between whenever it has held the process for 8 ms. */
export async function unhurried<T>(steps: Generator<void, T>): Promise<T> {
  let since = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - since < atMost) continue;
    await setImmediate();
    since = performance.now();
  }
}
