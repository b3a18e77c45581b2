import type { Graph } from "../../graph/graph";
import type { Hint } from "./socket";

export type Tick = { fraction: number; label: string; preview?: Buffer };

const samples = /Sampler/;

/** Turns hints about one prompt into an honest share (a fifth the nodes, the rest the sampling) and words for people. */
export class ProgressTracker {
  readonly #graph: Graph;
  readonly #done = new Set<string>();
  readonly #sampled = new Map<string, number>();
  readonly #samplers: string[];
  #at: string | undefined;
  #step = "";
  #highest = 0;

  constructor(graph: Graph) {
    this.#graph = graph;
    this.#samplers = Object.keys(graph).filter((id) => samples.test(graph[id]?.class_type ?? ""));
  }

  /** What to show after this hint; undefined when it changes nothing. */
  hear(hint: Hint): Tick | undefined {
    switch (hint.type) {
      case "cached":
        for (const node of hint.nodes) this.#finish(node);
        return this.#tick();
      case "node":
        if (this.#at !== undefined) this.#finish(this.#at);
        this.#at = hint.node ?? undefined;
        this.#step = "";
        return this.#tick();
      case "progress":
        if (!(hint.max > 0)) return undefined;
        this.#at = hint.node || this.#at;
        this.#sampled.set(hint.node, hint.value / hint.max);
        this.#step = `${hint.value}/${hint.max}`;
        return this.#tick();
      case "preview":
        return { ...this.#tick(), preview: hint.image };
      default:
        return undefined;
    }
  }

  #finish(node: string): void {
    this.#done.add(node);
    if (this.#samplers.includes(node)) this.#sampled.set(node, 1);
  }

  #tick(): Tick {
    const nodes = this.#done.size / Math.max(1, Object.keys(this.#graph).length);
    const sampled = this.#samplers.reduce((sum, node) => sum + (this.#sampled.get(node) ?? 0), 0);
    const share = this.#samplers.length ? 0.2 * nodes + 0.8 * (sampled / this.#samplers.length) : nodes;
    this.#highest = Math.max(this.#highest, Math.min(1, share));
    return { fraction: this.#highest, label: this.#label() };
  }

  #label(): string {
    const node = this.#at === undefined ? undefined : this.#graph[this.#at];
    const title = node?._meta?.title ?? (node ? wordsOf(node.class_type) : "Working");
    return this.#step && node && samples.test(node.class_type) ? `${title} · step ${this.#step}` : title;
  }
}

const families: readonly [RegExp, string][] = [
  [/Loader/, "Loading models"],
  [/^Load/, "Reading pictures"],
  [/TextEncode/, "Reading the prompt"],
  [/Encode/, "Reading the picture"],
  [/Sampler/, "Painting"],
  [/Decode/, "Decoding"],
  [/^(Save|Preview)/, "Saving"],
  [/ControlNet|Canny/, "Following the controls"],
];
const wordsOf = (name: string): string => families.find(([seen]) => seen.test(name))?.[1] ?? "Working";
