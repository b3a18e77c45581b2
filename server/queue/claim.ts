import { setTimeout as pause } from "node:timers/promises";
import { newId } from "@/contract/ids";
import { isOpen } from "@/contract/queue/schedule";
import type { StudioContext } from "@/server/context";
import { claimStatement } from "./claim-statement";
import { found } from "./found";
import { holders } from "./holders";
import { hot, jobFromRow } from "./hot";
import { tellJobs } from "./job-events";
import { type Matches, matchesOf, warmOf } from "./matches";
import type { Job } from "./states";
import { takeFoundJob } from "./take-found";

/**
 * `candidates`: jobs this node could have had. `more`: the team may still have ready jobs, for this node or another.
 * `alike`: nodes with this word match the same jobs; undefined when the answer was for this node alone.
 */
export type ClaimOutcome = { job: Job | null; candidates: number; more: boolean; alike?: string | undefined };

/** What the node says with its claim: models in memory, and whether it asks for the job after the one it works on. */
export type Asking = { loaded?: readonly string[] | undefined; ahead?: boolean | undefined };

type Row = Record<string, unknown> & {
  id: string | null;
  seq: string | null;
  q_candidates: number;
  q_found: string[] | null;
  q_open: boolean;
  q_again: boolean;
  q_near: number;
  q_stale: boolean;
  q_epoch: number | null;
};

/** A lost race is answered by looking wider: each width is a statement of its own. */
const statements = [claimStatement(128, 8), claimStatement(256, 16), claimStatement(512, 128)];
/** Jobs of an earlier search that are tried before searching anew. */
const tries = 3;

/**
 * Give the node the best job it can do, under a fresh lease. No job with candidates means a lost race, not an empty
 * queue: look wider and ask again. `job: null` is the truth only when nothing fitting was free.
 */
export async function claim(ctx: StudioContext, nodeId: string, asking: Asking = {}): Promise<ClaimOutcome> {
  const node = { teamId: ctx.teamId, nodeId };
  if (asking.loaded) holders.note(ctx.teamId, nodeId, asking.loaded);
  let matches = await matchesOf(ctx.db, node);
  // What is remembered of its hours may be old: somebody could have opened it just now.
  if (matches && !isOpen(matches.schedule, new Date())) matches = await matchesOf(ctx.db, node, { fresh: true });
  for (let round = 0; ; ) {
    if (!matches || !isOpen(matches.schedule, new Date())) return { job: null, candidates: 0, more: true };
    const known = round === 0 ? await takeFound(ctx, nodeId, matches, asking) : null;
    if (known) {
      noteHeld(ctx, nodeId, known);
      tellJobs(ctx.db);
      return { job: known, candidates: 1, more: true, alike: matches.classes.eligible };
    }
    // What is known may grow while the statement runs; its answer is about what it was asked.
    const asked = matches.classes;
    const row = await claimOnce(ctx, nodeId, matches, asking, round);
    if (row.q_epoch !== null && (row.q_epoch !== matches.epoch || row.q_stale) && !row.id) {
      matches = await matchesOf(ctx.db, node, { fresh: true });
      continue;
    }
    const alike = row.q_again || !row.q_open ? undefined : asked.eligible;
    const more = !row.q_open || row.q_near > (row.id ? 1 : 0);
    const outcome = { candidates: row.q_candidates, more, alike };
    if (row.id) {
      const { key } = warmOf(matches, asking.loaded ?? []);
      found.took(ctx.teamId, row.seq ?? "");
      found.keep(ctx.teamId, `${asked.eligible} ${key}`, row.q_found ?? []);
      tellJobs(ctx.db);
      const job = jobFromRow(row);
      noteHeld(ctx, nodeId, job);
      return { job, ...outcome };
    }
    if (row.q_candidates === 0) return { job: null, ...outcome };
    // Breathe a little, so that a crowd on one job does not spin.
    if (++round > 2) await pause(Math.random() * 10);
  }
}

/** What it needs will be in the node's memory; a job that needs nothing changes nothing. */
const noteHeld = ({ teamId }: StudioContext, nodeId: string, { needsModels }: Job): void => {
  if (needsModels.length > 0) holders.note(teamId, nodeId, needsModels);
};

/** The next job that an earlier search found for nodes like this one, if it is still there. */
async function takeFound(
  ctx: StudioContext,
  nodeId: string,
  matches: Matches,
  { loaded = [], ahead = false }: Asking,
): Promise<Job | null> {
  const key = `${matches.classes.eligible} ${warmOf(matches, loaded).key}`;
  for (let n = 0; n < tries; n++) {
    const seq = found.next(ctx.teamId, key);
    if (seq === undefined) return null;
    const { epoch, classes } = matches;
    const take = { nodeId, leaseId: newId("attempt"), seq, epoch, ahead, eligible: classes.eligible };
    const job = await takeFoundJob(ctx.db, ctx.teamId, take);
    if (job) return job;
    found.missed(ctx.teamId, seq);
  }
  return null;
}

async function claimOnce(
  ctx: StudioContext,
  nodeId: string,
  matches: Matches,
  { loaded = [], ahead = false }: Asking,
  round: number,
): Promise<Row> {
  const { eligible, known } = matches.classes;
  const { epoch } = matches;
  const { classes, bonuses, elsewhere, costs } = warmOf(matches, loaded);
  const text = statements[Math.min(round, statements.length - 1)] ?? "";
  const [row] = await hot<Row>(ctx.db, text, [
    ...[ctx.teamId, nodeId, newId("attempt"), eligible, epoch, ahead, known, classes, bonuses],
    ...[elsewhere, costs],
  ]);
  if (!row) throw new Error("a claim answered no row");
  return row;
}
