import { and, asc, eq, sql } from "drizzle-orm";
import { jobs, teamQueues } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { estimates } from "./estimate";
import { type QueueJob, rowsOf, toJob } from "./job-rows";
import { waitingStates } from "./states";

export type Pulse = {
  /** The first of what runs, as the queue shows them. */
  running: QueueJob[];
  counts: { running: number; waiting: number };
  /** The whole queue is. */
  paused: boolean;
};

/** What Today has room for. */
const shown = 3;

/** What every page says of the queue, in one statement while nothing runs: each page asks it before it can be drawn. */
export async function readPulse(ctx: StudioContext): Promise<Pulse> {
  requireMay(ctx, "see the studio");
  const { db, teamId } = ctx;
  // One count a state: only then its partial index answers.
  const count = (state: string) =>
    sql`(select count(*)::int from ${jobs} where ${jobs.teamId} = ${teamId} and ${jobs.state} = ${state})`;
  const [row] = await db.execute<{ running: number; waiting: number; paused: boolean }>(sql`
    select ${count("leased")} as running,
      ${sql.join(waitingStates.map(count), sql` + `)} as waiting,
      exists (select from ${teamQueues} where ${teamQueues.teamId} = ${teamId} and ${teamQueues.pausedAt} is not null) as paused`);
  const { running = 0, waiting = 0, paused = false } = row ?? {};
  return { running: running === 0 ? [] : await firstRunning(ctx), counts: { running, waiting }, paused };
}

async function firstRunning(ctx: StudioContext): Promise<QueueJob[]> {
  const leased = and(eq(jobs.teamId, ctx.teamId), eq(jobs.state, "leased"));
  const [rows, history] = await Promise.all([rowsOf(ctx, leased, [asc(jobs.startedAt)], shown), estimates(ctx)]);
  // Neither the team's nodes nor its pauses are asked for: they tell why a job waits, and these run.
  const queue = { paused: null, people: new Map(), parents: new Map() };
  const lore = { me: ctx.actor.id, estimates: history, team: [], queue, results: new Map() };
  return rows.map((job) => toJob(job, lore));
}
