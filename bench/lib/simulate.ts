/** Seconds the database of one studio works, alone, for one of each. */
export type Costs = { cycle: number; claimShare: number; heartbeat: number; sweep: number };
export type Scene = {
  nodes: number;
  jobs: number;
  /** Mean seconds of a job; jobs are exponential, the least even of what is usual. */
  jobSeconds: number;
  heartbeatSeconds: number;
  sweepSeconds: number;
  costs: Costs;
};
export type Outcome = {
  /** Of all nodes, from the first start to the last end. */
  busyShare: number;
  /** Seconds between asking for the next job and having it. */
  waitP50: number;
  waitP99: number;
  /** Of the time, that the database worked for the queue. */
  databaseShare: number;
  /** Seconds from the first start to the last end. */
  makespan: number;
};

const random = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return (seed + 1) / 2 ** 32;
};

/** The next event first: times and their nodes in two flat arrays, so that ten million pass in seconds. */
class Agenda {
  readonly #at: Float64Array;
  readonly #node: Int32Array;
  #count = 0;
  constructor(capacity: number) {
    this.#at = new Float64Array(capacity);
    this.#node = new Int32Array(capacity);
  }
  get size() {
    return this.#count;
  }
  push(at: number, node: number): void {
    let here = this.#count++;
    while (here > 0) {
      const up = (here - 1) >> 1;
      if ((this.#at[up] as number) <= at) break;
      this.#move(up, here);
      here = up;
    }
    this.#at[here] = at;
    this.#node[here] = node;
  }
  pop(): { at: number; node: number } {
    const first = { at: this.#at[0] as number, node: this.#node[0] as number };
    const last = --this.#count;
    const at = this.#at[last] as number;
    let here = 0;
    for (;;) {
      let down = here * 2 + 1;
      if (down >= last) break;
      if (down + 1 < last && (this.#at[down + 1] as number) < (this.#at[down] as number)) down++;
      if ((this.#at[down] as number) >= at) break;
      this.#move(down, here);
      here = down;
    }
    this.#at[here] = at;
    this.#node[here] = this.#node[last] as number;
    return first;
  }
  #move(from: number, to: number): void {
    this.#at[to] = this.#at[from] as number;
    this.#node[to] = this.#node[from] as number;
  }
}

/**
 * Nodes that hold one job ahead, and one database that answers in the order it is asked. A node asks for its next job when it
 * starts one and reports when it ends one; it stands still only when the answer takes longer than the job. Heartbeats and
 * the sweep take their share of the database off the top.
 */
export function simulate({ nodes, jobs, jobSeconds, heartbeatSeconds, sweepSeconds, costs }: Scene): Outcome {
  const steady = (nodes * costs.heartbeat) / heartbeatSeconds + costs.sweep / sweepSeconds;
  const stretch = 1 / Math.max(0.001, 1 - steady);
  const claimCost = costs.cycle * costs.claimShare * stretch;
  const completeCost = costs.cycle * (1 - costs.claimShare) * stretch;
  const next = random(7);
  const duration = () => -Math.log(next()) * jobSeconds;
  const starts = new Agenda(nodes * 2);
  const waits = new Float64Array(100_000);
  let asked = 0;
  let given = 0;
  let free = 0;
  let worked = 0;
  let busy = 0;
  let end = 0;
  const serve = (at: number, cost: number): number => {
    free = Math.max(free, at) + cost;
    worked += cost;
    return free;
  };
  // The first job of every node is claimed before its GPU begins, all at one moment: the worst one.
  for (let node = 0; node < nodes && given < jobs; node++, given++) starts.push(serve(0, claimCost), node);
  while (starts.size > 0) {
    const { at, node } = starts.pop();
    const took = duration();
    busy += took;
    const ended = at + took;
    end = Math.max(end, ended);
    // Asked now and not at the end: the next job is there before this one is done, unless the database is behind.
    const ahead = given < jobs;
    const ready = ahead ? serve(at, claimCost) : 0;
    if (ahead) {
      waits[asked++ % waits.length] = ready - at;
      given++;
    }
    // Order among the database's customers is by asking; a report that comes later is charged now, which is the same sum.
    serve(at, completeCost);
    if (ahead) starts.push(Math.max(ended, ready), node);
  }
  const kept = waits.subarray(0, Math.min(asked, waits.length)).sort();
  const share = (q: number) => kept[Math.min(kept.length - 1, Math.floor(q * kept.length))] ?? 0;
  return {
    busyShare: busy / (nodes * end),
    waitP50: share(0.5),
    waitP99: share(0.99),
    databaseShare: Math.min(1, worked / end + Math.min(1, steady)),
    makespan: end,
  };
}
