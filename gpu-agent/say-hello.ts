import { setTimeout as sleep } from "node:timers/promises";
import type { Hello } from "../contract/agent-api";
import type { Offer } from "../contract/passes/offer";
import { untilAnswered } from "./backoff";
import { log, wordsOf } from "./log";
import { isRevoked, type Studio } from "./studio";

type Manner = {
  /** Wait to be known again instead of giving up: the studio's own node. */
  patient: boolean;
  /** The last line logged, so that it is not repeated. */
  said: string;
  signal: AbortSignal;
};

const count = (offers: readonly Offer[], state: Offer["state"]) =>
  offers.filter((offer) => offer.state === state).length;

/** Introduce this node until the studio answers; answers the line that was logged. Rejects when the node is not known. */
export async function sayHello(studio: Studio, report: Hello, { patient, said, signal }: Manner): Promise<string> {
  for (;;) {
    try {
      const { name } = await untilAnswered("say hello", signal, () => studio.call((api) => api.hello.mutate(report)));
      const { offers } = report;
      const words = `${name}: ${count(offers, "ready")} passes ready, ${count(offers, "rough")} rough, ${count(offers, "missing")} missing`;
      if (words !== said) log.info(words);
      return words;
    } catch (error) {
      if (signal.aborted || !isRevoked(error) || !patient) throw error;
      if (wordsOf(error) !== said) log.warn(wordsOf(error));
      said = wordsOf(error);
      await sleep(10_000, undefined, { signal });
    }
  }
}
