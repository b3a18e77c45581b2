import type { Db, Tx } from "@/db/client";
import { takeStatement } from "./claim-statement";
import { hot, jobFromRow } from "./hot";
import type { Job } from "./states";

/** One node that would have one job, found before. */
export type Take = {
  nodeId: string;
  leaseId: string;
  seq: string;
  epoch: number;
  ahead: boolean;
  /** Classes the node may run, as a literal. */
  eligible: string;
};
type Waiting = Take & { done: (job: Job | null) => void; failed: (error: unknown) => void };

/** Takes of a team at once in one statement. */
const most = 50;
/** Of each team: what came while a take was under way. */
const waiting = new Map<string, Waiting[]>();

/**
 * Take a job under a fresh lease; null when it is no longer there for this node. Takes that come while another one of the
 * team is under way go together after it: one statement and one commit, however many nodes ask.
 */
export function takeFoundJob(db: Db | Tx, teamId: string, take: Take): Promise<Job | null> {
  return new Promise((done, failed) => {
    const queue = waiting.get(teamId);
    const one = { ...take, done, failed };
    if (queue) {
      queue.push(one);
      return;
    }
    waiting.set(teamId, []);
    void takeAll(db, teamId, [one]);
  });
}

async function takeAll(db: Db | Tx, teamId: string, takes: Waiting[]): Promise<void> {
  for (let some = takes; some.length > 0; some = (waiting.get(teamId) ?? []).splice(0, most)) {
    try {
      // Ids, numbers and literals of numbers: nothing in them needs escaping.
      const column = (of: (take: Take) => string | number | boolean) =>
        `{${some.map((take) => `"${of(take)}"`).join()}}`;
      const rows = await hot<Record<string, unknown>>(db, takeStatement, [
        ...[teamId, column((take) => take.nodeId), column((take) => take.leaseId), column((take) => take.seq)],
        ...[column((take) => take.epoch), column((take) => take.ahead), column((take) => take.eligible)],
      ]);
      const jobs = new Map(rows.map((row) => [row["lease_id"], jobFromRow(row)]));
      for (const { leaseId, done } of some) done(jobs.get(leaseId) ?? null);
    } catch (error) {
      for (const { failed } of some) failed(error);
    }
  }
  waiting.delete(teamId);
}
