import { setTimeout as sleep } from "node:timers/promises";
import { diskTroubleOf } from "./disk";
import { log, wordsOf } from "./log";
import { Refusal } from "./studio";

/** 0.5, 1, 2 … at most 30 s, each spread by ±50 %, so that nodes do not come back all at once. */
export const pauseMs = (failures: number, random = Math.random): number =>
  Math.min(30_000, 500 * 2 ** (failures - 1)) * (0.5 + random());

/** Repeat until the studio answers or `signal` aborts (then the last error). A Refusal is an answer, and so is this disk's. */
export async function untilAnswered<T>(what: string, signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof Refusal || diskTroubleOf(error) || signal.aborted) throw error;
      if (failures === 1) log.warn(`the studio cannot be reached to ${what} (${wordsOf(error)}); trying again`);
      await sleep(pauseMs(failures), undefined, { signal }).catch(() => {
        throw error;
      });
    }
  }
}
