import { isOpen, nextChange, type Schedule } from "./schedule";

/** A node as a plan sees it. `freeIn`: seconds until what it does now is done. */
export type PlanNode = { id: string; schedule: Schedule | null; freeIn: number };
/** A job in line. `seconds` by the node that could do it, with the high end of its spread; a node left out cannot. */
export type PlanJob = {
  id: string;
  after: readonly string[];
  /** Nothing but a person lets it go. */
  held: boolean;
  seconds: ReadonlyMap<string, { usual: number; high: number }>;
};
export type Forecast = {
  /** Jobs expected to be done in time, and if all take as long as the slow ones do. */
  fits: number;
  surely: number;
  of: number;
  /** By job: when it is expected to be done; null when not at all. */
  ends: Map<string, Date | null>;
  /** The same if all take as long as the slow ones do. */
  slowEnds: Map<string, Date | null>;
  /** When the last of those that can be done is, and if all are slow. */
  done: Date | null;
  slowDone: Date | null;
};

/**
 * What gets done from `from` until `until`: the line in its order, each job on the node that would end it first, within
 * the nodes' hours. A job begins only in open hours and may run beyond them, as the queue does it. Jobs that are held,
 * that no node can do or that need such a job do not fit.
 */
export const forecast = (
  jobs: readonly PlanJob[],
  nodes: readonly PlanNode[],
  { from, until }: { from: Date; until: Date },
): Forecast => {
  const ends = run(jobs, nodes, from, until, "usual");
  const slow = run(jobs, nodes, from, until, "high");
  const inTime = (list: ReadonlyMap<string, Date | null>) =>
    [...list.values()].filter((end) => end !== null && end <= until).length;
  return {
    ...{ fits: inTime(ends), surely: inTime(slow), of: jobs.length, ends, slowEnds: slow },
    ...{ done: lastOf(ends), slowDone: lastOf(slow) },
  };
};

const lastOf = (ends: ReadonlyMap<string, Date | null>): Date | null => {
  const times = [...ends.values()].flatMap((end) => (end ? [end.getTime()] : []));
  return times.length > 0 ? new Date(times.reduce((a, b) => Math.max(a, b))) : null;
};

/** The next instant at or after `at` at which the node may begin work; null: not before `latest`. */
const openFrom = (schedule: Schedule | null, at: number, latest: number): number | null => {
  for (let now = at; now <= latest; ) {
    if (isOpen(schedule, new Date(now))) return now;
    const change = nextChange(schedule, new Date(now));
    if (!change) return null;
    now = change.getTime();
  }
  return null;
};

function run(
  jobs: readonly PlanJob[],
  nodes: readonly PlanNode[],
  from: Date,
  until: Date,
  which: "usual" | "high",
): Map<string, Date | null> {
  // A day beyond the window: "done by Thursday" is worth knowing, next month is not.
  const latest = until.getTime() + 86_400_000;
  const free = new Map(nodes.map(({ id, freeIn }) => [id, from.getTime() + freeIn * 1000]));
  const ends = new Map<string, Date | null>();
  const waiting = new Set(jobs.map(({ id }) => id));
  for (const job of inOrder(jobs)) {
    const parents = job.after.filter((id) => waiting.has(id)).map((id) => ends.get(id));
    let best: { node: string; end: number } | undefined;
    if (!job.held && parents.every(Boolean)) {
      const earliest = Math.max(from.getTime(), ...parents.map((end) => end?.getTime() ?? 0));
      for (const { id, schedule } of nodes) {
        const seconds = job.seconds.get(id);
        const begin = seconds && openFrom(schedule, Math.max(earliest, free.get(id) ?? 0), latest);
        if (begin === undefined || begin === null) continue;
        const end = begin + (seconds?.[which] ?? 0) * 1000;
        if (!best || end < best.end) best = { node: id, end };
      }
    }
    if (best) free.set(best.node, best.end);
    ends.set(job.id, best ? new Date(best.end) : null);
  }
  return ends;
}

/** Parents before children, otherwise as given. */
function inOrder(jobs: readonly PlanJob[]): PlanJob[] {
  const left = new Map(jobs.map((job) => [job.id, job]));
  const sorted: PlanJob[] = [];
  const open: PlanJob[] = [];
  for (const start of jobs) {
    if (left.has(start.id)) open.push(start);
    for (let job = open.at(-1); job; job = open.at(-1)) {
      const parent = job.after.map((id) => left.get(id)).find((one) => one && !open.includes(one));
      if (parent) open.push(parent);
      else {
        open.pop();
        if (left.delete(job.id)) sorted.push(job);
      }
    }
  }
  return sorted;
}
