import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { refusals } from "@/contract/passes/match";
import { forecast, type PlanJob } from "@/contract/queue/forecast";
import { isOpen, nextChange } from "@/contract/queue/schedule";
import { jobDeps, jobs } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { estimates, secondsLeft } from "./estimate";
import { askOf, type QueueNode, readQueueNodes } from "./explain-waiting";
import { type Job, waitingStates } from "./states";

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
  /** When all that can be done is expected to be, and if all are slow; null when nothing can. */
  done: string | null;
  slowDone: string | null;
  /** Jobs that fit, in the order they wait, at most 400; `surely`: also when all are slow. */
  fitting: { id: string; title: string; ends: string; surely: boolean }[];
  /** Jobs that do not fit, in the order they wait, at most 400; without an end they cannot be foreseen, and why. */
  late: { id: string; title: string; ends: string | null; why: string | null }[];
  /** Nodes that were counted on: when each begins, null for not before the end; and tries its estimates come from. */
  nodes: { id: string; name: string; begins: string | null; tries: number }[];
  /** Nodes that were not, and why. */
  left: { id: string; name: string; why: string }[];
  /** Jobs nobody has history of: ten seconds were assumed for each. */
  guessed: number;
};

const most = 2000;
const told = 400;

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
  const why = ({ away, pausedAt, pausedBy, rest }: QueueNode): string | null => {
    if (away) return "is not connected";
    if (pausedAt) return pausedBy ? `is paused by ${pausedBy}` : "is paused";
    return rest?.words ?? null;
  };
  const left = team.flatMap((node) => {
    const reason = why(node);
    return reason ? [{ id: node.id, name: node.name, why: reason }] : [];
  });
  const nodes = team
    .filter((node) => !why(node))
    .map(({ id, name, schedule, report }) => ({
      ...{ id, name, schedule, report },
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
  const inTime = (end: Date | null | undefined) => end !== null && end !== undefined && end <= until;
  const fitting = waiting.flatMap(({ id, title }) => {
    const end = plan.ends.get(id);
    return end && inTime(end) ? [{ id, title, ends: end.toISOString(), surely: inTime(plan.slowEnds.get(id)) }] : [];
  });
  const late = waiting
    .filter(({ id }) => !inTime(plan.ends.get(id)))
    .map((job) => {
      const ends = plan.ends.get(job.id)?.toISOString() ?? null;
      return { id: job.id, title: job.title, ends, why: ends ? null : unforeseen(job, nodes) };
    });
  return {
    ...{ until: until.toISOString(), fits: plan.fits, surely: plan.surely, of: plan.of },
    more: Math.max(0, count - waiting.length),
    ...{ done: plan.done?.toISOString() ?? null, slowDone: plan.slowDone?.toISOString() ?? null },
    ...{ fitting: fitting.slice(0, told), late: late.slice(0, told), left },
    nodes: nodes.map(({ id, name, schedule }) => ({
      id,
      name,
      begins: beginOf(schedule, from),
      tries: usual.tries(id),
    })),
    guessed: waiting.filter((job) => !usual.of(likeOf(job))).length,
  };
}

/** When a node may next begin work; null when its hours never begin. */
const beginOf = (schedule: QueueNode["schedule"], from: Date): string | null =>
  isOpen(schedule, from) ? from.toISOString() : (nextChange(schedule, from)?.toISOString() ?? null);

/** Why nobody can say when it will be done. */
const unforeseen = (job: Job, nodes: readonly Pick<QueueNode, "report">[]): string => {
  if (job.heldFor.length > 0) return "held";
  if (nodes.every(({ report }) => refusals(askOf(job), report).length > 0)) return "no node that works can do it";
  return job.state === "blocked" ? "needs one that does not fit" : "not within a day after";
};
