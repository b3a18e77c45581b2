import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { refusals } from "@/contract/passes/match";
import { forecast, type PlanJob } from "@/contract/queue/forecast";
import { jobDeps, jobs } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { estimates, secondsLeft } from "./estimate";
import { askOf, readQueueNodes } from "./explain-waiting";
import { waitingStates } from "./states";

/** Until when; left out: the next seven in the morning is for the caller to say, so twelve hours. */
export const Tonight = z.object({ until: z.iso.datetime().optional() }).default({});

export type TonightPlan = {
  until: string;
  /** Jobs expected to be done by then, and if all take as long as the slow ones do. */
  fits: number;
  surely: number;
  of: number;
  /** Waiting jobs beyond the ones that were looked at. */
  more: number;
  /** When all that can be done is expected to be; null when nothing can. */
  done: string | null;
  /** Jobs that do not fit, in the order they wait, at most 50. */
  late: { id: string; title: string; ends: string | null }[];
};

const most = 2000;

/** "Tonight fits 38 of 52": the line as it stands, over each node's own history and hours. A node that is away counts as away. */
export async function planTonight(ctx: StudioContext, input?: z.input<typeof Tonight>): Promise<TonightPlan> {
  requireMay(ctx, "see the studio");
  const from = new Date();
  const { until: asked } = Tonight.parse(input);
  const until = asked ? new Date(asked) : new Date(from.getTime() + 12 * 3_600_000);
  const line = and(eq(jobs.teamId, ctx.teamId), inArray(jobs.state, [...waitingStates]));
  const [team, usual, waiting, count, running] = await Promise.all([
    readQueueNodes(ctx),
    estimates(ctx),
    ctx.db.select().from(jobs).where(line).orderBy(desc(jobs.band), asc(jobs.vt), asc(jobs.seq)).limit(most),
    ctx.db.$count(jobs, line),
    ctx.db
      .select()
      .from(jobs)
      .where(and(eq(jobs.teamId, ctx.teamId), eq(jobs.state, "leased"))),
  ]);
  const edges = await ctx.db
    .select({ jobId: jobDeps.jobId, parentId: jobDeps.parentId })
    .from(jobDeps)
    .innerJoin(jobs, eq(jobs.id, jobDeps.jobId))
    .where(and(line, isNull(jobs.finishedAt), sql`${jobs.state} = 'blocked'`));
  const parents = new Map<string, string[]>();
  for (const { jobId, parentId } of edges) parents.set(jobId, [...(parents.get(jobId) ?? []), parentId]);
  const likeOf = (job: (typeof waiting)[number]) => ({
    ...{ pass: job.pass, models: job.needsModels, megapixels: job.megapixels },
  });
  const nodes = team
    .filter(({ away, pausedAt }) => !away && !pausedAt)
    .map(({ id, schedule, report }) => ({
      ...{ id, schedule, report },
      freeIn: running
        .filter((job) => job.leaseNodeId === id)
        .reduce((sum, job) => {
          const seconds = usual.of(likeOf(job), id)?.seconds;
          const { startedAt, fraction } = job;
          return sum + (secondsLeft({ startedAt, fraction, usual: seconds }) ?? job.costS);
        }, 0),
    }));
  const planned = waiting.map((job): PlanJob => {
    const able = nodes.filter(({ report }) => refusals(askOf(job), report).length === 0);
    return {
      ...{ id: job.id, after: parents.get(job.id) ?? [], held: job.heldFor.length > 0 },
      seconds: new Map(
        able.map(({ id }) => {
          const guess = usual.of(likeOf(job), id);
          return [id, { usual: guess?.seconds ?? job.costS, high: guess?.high ?? job.costS * 1.5 }];
        }),
      ),
    };
  });
  const plan = forecast(planned, nodes, { from, until });
  const late = waiting
    .map(({ id, title }) => ({ id, title, ends: plan.ends.get(id)?.toISOString() ?? null }))
    .filter(({ ends }) => ends === null || ends > until.toISOString());
  return {
    ...{ until: until.toISOString(), fits: plan.fits, surely: plan.surely, of: plan.of },
    ...{ more: Math.max(0, count - waiting.length), done: plan.done?.toISOString() ?? null, late: late.slice(0, 50) },
  };
}
