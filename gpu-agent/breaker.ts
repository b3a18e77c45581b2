import type { Rest, Watcher } from "./resting";

const faultsToRest = 3;
/** Milliseconds: 1, 2, 4 … at most 30 minutes. */
const restMs = (times: number) => Math.min(30, 2 ** (times - 1)) * 60_000;

/**
 * Three faults of this node in a row and it rests, longer every time; after a rest one more fault is enough. A job that
 * was done closes the matter. It would burn through the queue otherwise.
 */
export class Breaker implements Watcher {
  readonly #now: () => number;
  #faults = 0;
  #rests = 0;
  #until = 0;
  #last = "";

  /** `now` counts milliseconds from anywhere; the wall clock may jump. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  fault(words: string): void {
    this.#faults++;
    this.#last = words;
    if (this.#faults < faultsToRest && this.#rests === 0) return;
    this.#rests++;
    this.#faults = 0;
    this.#until = this.#now() + restMs(this.#rests);
  }

  done(): void {
    this.#faults = 0;
    this.#rests = 0;
    this.#until = 0;
  }

  look(): Rest | undefined {
    const leftMs = this.#until - this.#now();
    if (leftMs <= 0) return undefined;
    const at = new Date(Date.now() + leftMs).toISOString().slice(11, 16);
    const after = this.#rests > 1 ? "another failure" : `${faultsToRest} failures in a row`;
    return {
      said: { kind: "faults", words: `rests after ${after}`, seconds: Math.ceil(leftMs / 1000) },
      what: `a rest until ${at} UTC after ${after}`,
      how: `It tries one job then. The last failure: ${this.#last}`.slice(0, 500),
      yields: false,
    };
  }
}
