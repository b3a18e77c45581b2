type Node = { free: number; model: number };
type State = { taken: Uint16Array; nodes: Node[]; swaps: number; lag: number };

/**
 * How few swaps a planner needs that knows all jobs and every time beforehand: `order` names each job's model, all wait from
 * the start, nodes take the next job when they are free, nobody is overtaken by more than `bound` places. A beam search: what
 * it finds can be done, and less cannot be ruled out.
 */
export function fewestSwaps(
  order: readonly number[],
  { nodes, bound, jobSeconds, load }: { nodes: number; bound: number; jobSeconds: number; load: number },
  width = 1500,
): number {
  const places: number[][] = Array.from({ length: Math.max(...order) + 1 }, () => []);
  for (const [place, model] of order.entries()) places[model]?.push(place);
  const headOf = (taken: Uint16Array) =>
    places.reduce(
      (least, list, model) => Math.min(least, list[taken[model] ?? 0] ?? Number.POSITIVE_INFINITY),
      Infinity,
    );
  const none: Node[] = Array.from({ length: nodes }, () => ({ free: 0, model: -1 }));
  let states: State[] = [{ taken: new Uint16Array(places.length), nodes: none, swaps: 0, lag: 0 }];
  for (let given = 0; given < order.length; given++) {
    const next = new Map<string, State>();
    for (const state of states) {
      const head = headOf(state.taken);
      const at = state.nodes.reduce((least, { free }, n) => (free < (state.nodes[least]?.free ?? 0) ? n : least), 0);
      for (const [model, list] of places.entries()) {
        const place = list[state.taken[model] ?? 0];
        // Of one model the earliest goes first; at its bound the head of the line goes before all.
        if (place === undefined || (head <= given - bound && place !== head)) continue;
        const warm = state.nodes[at]?.model === model;
        const taken = state.taken.slice();
        taken[model] = (taken[model] ?? 0) + 1;
        const after = state.nodes.map((node, n) =>
          n === at ? { free: node.free + jobSeconds + (warm ? 0 : load), model } : node,
        );
        const swaps = state.swaps + (warm ? 0 : 1);
        const key = keyOf(taken, after);
        if ((next.get(key)?.swaps ?? Number.POSITIVE_INFINITY) <= swaps) continue;
        next.set(key, { taken, nodes: after, swaps, lag: given + 1 - headOf(taken) });
      }
    }
    // Who has let the head of the line wait has borrowed against swaps to come.
    const rank = ({ swaps, lag }: State) => swaps + (1.5 * Math.min(bound, lag)) / bound;
    states = [...next.values()].sort((a, b) => rank(a) - rank(b)).slice(0, width);
  }
  return Math.min(...states.map(({ swaps }) => swaps));
}

const keyOf = (taken: Uint16Array, nodes: readonly Node[]): string => {
  const first = Math.min(...nodes.map(({ free }) => free));
  return `${taken.join()} ${nodes
    .map(({ free, model }) => `${free - first}:${model}`)
    .sort()
    .join()}`;
};
