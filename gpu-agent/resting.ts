import type { NodeRest } from "../contract/agent-api";
import type { Offer } from "../contract/passes/offer";
import type { Wanted } from "./engines/engine";
import { log, wordsOf } from "./log";

/** Why this node takes no work for now, in the words of what it lacks. `yields`: what runs is given up for it as well. */
export type Rest = Wanted & {
  yields: boolean;
  /** For its card, in words that follow its name; left out: its disk lacks `what`. */
  said?: Pick<NodeRest, "kind" | "words"> & { seconds?: number };
};
export type Watcher = { look: () => Promise<Rest | undefined> | Rest | undefined };

const lookEveryMs = 1_000;

/** Asks its watchers in turn whether the node may work; the first that objects is the reason the studio hears. */
export class Resting {
  readonly #watchers: readonly Watcher[];
  readonly #changed: (rest: Rest | undefined) => void;
  #rest: Rest | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  /** `changed` hears of every new reason, and of its end. */
  constructor(watchers: readonly Watcher[], changed: (rest: Rest | undefined) => void) {
    this.#watchers = watchers;
    this.#changed = changed;
  }

  get reason(): Rest | undefined {
    return this.#rest;
  }

  /** Look once, then every second until `stop`. */
  async start(): Promise<void> {
    await this.look();
    this.#timer = setInterval(() => void this.look(), lookEveryMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Look now; joins a look that is on its way. */
  look(): Promise<void> {
    this.#looking ??= this.#ask().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #ask(): Promise<void> {
    let rest: Rest | undefined;
    for (const watcher of this.#watchers) {
      try {
        rest = await watcher.look();
      } catch (error) {
        log.warn(`could not look whether to rest: ${wordsOf(error)}`);
      }
      if (rest) break;
    }
    const same = rest?.what === this.#rest?.what && rest?.yields === this.#rest?.yields;
    this.#rest = rest;
    if (!same) this.#changed(rest);
  }
}

/** What the node says of its passes while it rests: it lacks what it waits for. */
export const offersAtRest = (offers: readonly Offer[], { what, where, how }: Rest): Offer[] =>
  offers.map(({ rough: _, ...offer }) => ({
    ...offer,
    state: "missing" as const,
    missing: [{ what, ...(where && { where }), ...(how && { how }) }],
  }));

/** The same for the node's own card, where it stands without any pass. */
export const restSaid = ({ said, what, how = "" }: Rest): NodeRest => {
  const { words, ...more } = said ?? { kind: "disk" as const, words: `lacks ${what}` };
  return { ...more, words: words.slice(0, 300), how: how.slice(0, 500) };
};
