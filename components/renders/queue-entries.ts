import type { Output } from "@/components/trpc";
import type { QueueJob } from "./use-queue-acts";

export type QueueLanes = Output["renders"]["queue"];
export type BatchFacts = QueueLanes["batches"][number];
/** One row of a lane: a job, or an act of several with the first of them as its head. */
export type Entry = { key: string; job: QueueJob; batch?: BatchFacts };
export type Place = { to: string; side: "before" | "after" };

/** Rows of a lane: jobs of one act stand behind its first when the lane holds more than one of them. */
export const entriesOf = (
  lane: readonly QueueJob[],
  batches: readonly BatchFacts[],
  count: (batch: BatchFacts) => number,
): Entry[] =>
  lane.map((job) => {
    const batch = job.batchId === null ? undefined : batches.find(({ id }) => id === job.batchId);
    return batch && count(batch) > 1 ? { key: batch.id, job, batch } : { key: job.id, job };
  });

export const waitingOf = ({ counts }: BatchFacts): number => counts.waiting;
export const overOf = ({ counts }: BatchFacts): number => counts.succeeded + counts.failed + counts.cancelled;

/** Jobs that the rows of a lane stand for. */
export const jobsIn = (entries: readonly Entry[], count: (batch: BatchFacts) => number): number =>
  entries.reduce((sum, { batch }) => sum + (batch ? count(batch) : 1), 0);

/** Has a place in line, and this person may give it another. */
export const isMovable = ({ job }: Entry, manager: boolean): boolean =>
  (job.state === "ready" || job.state === "delayed") && (manager || job.mine);

/**
 * Where `key` goes when it takes the place of `over`: behind it on the way down, before it on the way up. Null: nowhere,
 * because one of them cannot be moved by this person.
 */
export function placeOver(entries: readonly Entry[], key: string, over: string, manager: boolean): Place | null {
  const line = entries.filter((entry) => isMovable(entry, manager));
  const [from, at] = [line.findIndex((one) => one.key === key), line.findIndex((one) => one.key === over)];
  const target = line[at];
  if (from < 0 || !target || from === at) return null;
  if (at < from) return { to: target.job.id, side: "before" };
  // Behind an act of many is before what follows its head.
  const next = target.batch && line[at + 1];
  return next ? { to: next.job.id, side: "before" } : { to: target.job.id, side: "after" };
}

/** The rows as they will stand, until the studio says how they do. Others keep their places when only one's own may move. */
export function withMoved(entries: readonly Entry[], key: string, over: string, manager: boolean): Entry[] {
  const slots = entries.flatMap((entry, at) => (isMovable(entry, manager) ? [at] : []));
  const line = slots.flatMap((at) => entries[at] ?? []);
  const [from, to] = [line.findIndex((one) => one.key === key), line.findIndex((one) => one.key === over)];
  if (from < 0 || to < 0) return [...entries];
  const [moved] = line.splice(from, 1);
  if (moved) line.splice(to, 0, moved);
  const next = [...entries];
  for (const [n, at] of slots.entries()) {
    const entry = line[n];
    if (entry) next[at] = entry;
  }
  return next;
}

/** The row before or after that this one may change places with; undefined at the end of the line. */
export function neighbourOf(entries: readonly Entry[], key: string, step: -1 | 1, manager: boolean): Entry | undefined {
  const line = entries.filter((entry) => isMovable(entry, manager));
  const at = line.findIndex((one) => one.key === key);
  return at < 0 ? undefined : line[at + step];
}
