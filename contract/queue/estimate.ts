/** What makes two jobs alike in time: the pass, the models it loads and how many megapixels it works on. */
export type Like = { pass: string; models: readonly string[]; megapixels: number | null };
/** One success: seconds the pass took on a node. */
export type Sample = Like & { nodeId: string; seconds: number };
/** Median seconds, the span the middle 60 % lay in, and how many tries speak for it. */
export type Guess = { seconds: number; low: number; high: number; samples: number };

const kept = 40;

const quantile = (sorted: readonly number[], q: number): number => {
  const at = q * (sorted.length - 1);
  const [low = 0, high = low] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
};

const guess = (seconds: readonly number[]): Guess => {
  const sorted = [...seconds].sort((a, b) => a - b);
  return {
    seconds: quantile(sorted, 0.5),
    low: quantile(sorted, 0.2),
    high: quantile(sorted, 0.8),
    samples: sorted.length,
  };
};

/** Sizes within a factor of √2 count as one: 0.9 and 1.1 megapixels, not 1 and 2. */
const sizeOf = (megapixels: number | null): string =>
  megapixels === null || megapixels <= 0 ? "-" : String(Math.round(Math.log2(megapixels) * 2));

const keysOf = (like: Like, nodeId: string): string[] => {
  const models = [...like.models].sort().join("+");
  const size = sizeOf(like.megapixels);
  // From the closest likeness to the loosest: this node before any, the same size before any size.
  return [
    `${nodeId}|${like.pass}|${models}|${size}`,
    `${nodeId}|${like.pass}|${models}`,
    `${nodeId}|${like.pass}`,
    `|${like.pass}|${models}|${size}`,
    `|${like.pass}|${models}`,
    `|${like.pass}`,
  ];
};
const fewest = 2;

/**
 * Estimates from past successes, newest first. `of` answers from the node's own tries, else from any node's: from the
 * closest likeness that two tries speak for, else from a single one; undefined when the pass was never done.
 */
export const makeEstimates = (samples: readonly Sample[]) => {
  const seen = new Map<string, number[]>();
  const byNode = new Map<string, number>();
  for (const { nodeId } of samples) byNode.set(nodeId, (byNode.get(nodeId) ?? 0) + 1);
  for (const sample of samples)
    for (const key of keysOf(sample, sample.nodeId)) {
      const list = seen.get(key);
      if (!list) seen.set(key, [sample.seconds]);
      else if (list.length < kept) list.push(sample.seconds);
    }
  const guesses = new Map<string, Guess>();
  return {
    /** How many successes of a node are known. */
    tries: (nodeId: string): number => byNode.get(nodeId) ?? 0,
    of(like: Like, nodeId: string | null = null): Guess | undefined {
      const keys = keysOf(like, nodeId ?? "").filter((key) => seen.has(key));
      const [here, anywhere] = [keys.filter((key) => !key.startsWith("|")), keys.filter((key) => key.startsWith("|"))];
      const told = (list: readonly string[]) => list.find((one) => (seen.get(one)?.length ?? 0) >= fewest) ?? list[0];
      const key = told(here) ?? told(anywhere);
      if (key === undefined) return undefined;
      const known = guesses.get(key) ?? guess(seen.get(key) ?? []);
      guesses.set(key, known);
      return known;
    },
  };
};
