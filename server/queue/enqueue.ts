import { and, asc, eq, inArray } from "drizzle-orm";
import { newId } from "@/contract/ids";
import type { Needs } from "@/contract/passes/define";
import { mostJobs, orderOf } from "@/contract/queue/graph";
import type { Recipe } from "@/contract/recipe/recipe";
import { batches, type Hold, jobDeps, jobs } from "@/db/schema";
import { announce, record, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError, ConflictError, NotFoundError } from "@/server/errors";
import { estimates } from "./estimate";
import { tag } from "./shares";
import type { Job } from "./states";
import { wakeClaimers } from "./wake";

export type EnqueueJob = {
  title: string;
  projectId: string;
  /** Where results are staged; null keeps them with the job only. */
  frameId: string | null;
  /** The version the pass starts from. */
  versionId: string | null;
  /** What the answer belongs to when it is no version: a clip, a package. */
  subjectId?: string;
  /** Frozen: concrete seed, inputs pinned by content. */
  recipe: Recipe;
  needs: Needs;
  roughAllowed: boolean;
  /** 2 somebody waits for it, 1 normal, 0 batch. */
  band?: 0 | 1 | 2;
  /** Only this node. */
  pinnedNodeId?: string;
  /** Megapixels it works on: estimates compare like with like. */
  megapixels?: number;
};

/** A job of a plan: its name in it, what must have succeeded before, and what must be approved. */
export type PlannedJob = EnqueueJob & {
  key?: string;
  /** Names of other jobs of this plan. */
  after?: readonly string[];
  /** Ids of jobs that exist already. */
  afterJobs?: readonly string[];
  /** Held until the frame, or the result of the draft's job, is approved; or until somebody lets it go. */
  hold?: { frameId: string } | { jobId: string } | "hand";
};

export type Plan = { title: string; kind?: "jobs" | "grid" | "plan"; jobs: readonly PlannedJob[] };

/** Put one job in line. The caller has checked permission, parameters and that every id is this team's. */
export async function enqueue(ctx: StudioContext, job: EnqueueJob): Promise<Job> {
  const { jobs: made } = await enqueuePlan(ctx, { title: job.title, jobs: [job] });
  const [row] = made;
  if (!row) throw new Error("a job was queued without a row");
  return row;
}

/**
 * Queue many jobs of one project in one act: all or none, with one undo. A job whose parents have not succeeded is
 * blocked, one that waits for an approval is held, the rest takes its place in line. BadInputError for circles and for
 * plans that are too large; ConflictError when a parent can no longer succeed.
 */
export const enqueuePlan = (ctx: StudioContext, plan: Plan): Promise<{ batchId: string | null; jobs: Job[] }> =>
  withTransaction(ctx, async (ctx) => {
    const planned = inOrder(plan.jobs);
    const [first] = planned;
    if (!first) return { batchId: null, jobs: [] };
    const { projectId } = first;
    if (planned.some((job) => job.projectId !== projectId)) throw new Error("a plan belongs to one project");
    const open = await openParents(ctx, planned);
    const batchId = planned.length > 1 ? newId("batch") : null;
    const usual = await estimates(ctx);
    const rows = planned.map((job) => toRow(ctx, job, { batchId, usual, open }));
    const free = rows.filter(({ state }) => state === "ready");
    const tags = await tag(ctx, ctx.teamId, free);
    for (const [n, row] of free.entries()) {
      row.vt = tags[n]?.vt ?? 0;
      if (tags[n]?.paused) Object.assign(row, { state: "held", heldFor: ["person"] });
    }
    if (batchId)
      await ctx.db.insert(batches).values({
        ...{ id: batchId, teamId: ctx.teamId, projectId, title: plan.title, kind: plan.kind ?? "jobs" },
        ...{ jobs: rows.length, createdBy: ctx.actor.id },
      });
    const made = await insertJobs(ctx, rows, planned);
    const [head] = made;
    if (!head) throw new Error("insert into jobs returned no row");
    // One line in the log for one act; what touches the queue looks at all of it anyway.
    const data = { pass: head.pass, ...(batchId && { batchId, jobs: made.length }) };
    await record(ctx, { verb: "job.queue", topic: "job", id: head.id, projectId, data });
    announce(ctx, ...made.slice(1, 50).map(({ id }) => ({ topic: "job" as const, id, projectId })));
    if (free.length > 0)
      await wakeClaimers(
        ctx.db,
        ctx.teamId,
        made.map(({ classId }) => classId),
      );
    return { batchId, jobs: made };
  });

const keyOf = (job: PlannedJob, n: number) => job.key ?? `#${n + 1}`;

function inOrder(planned: readonly PlannedJob[]): PlannedJob[] {
  if (planned.length > mostJobs)
    throw new BadInputError(
      `This makes ${planned.length.toLocaleString("en")} jobs; one act makes at most ${mostJobs}.`,
    );
  const keyed = planned.map((job, n) => ({ ...job, key: keyOf(job, n), after: job.after ?? [] }));
  const sorted = orderOf(keyed);
  if ("problem" in sorted) throw new BadInputError(sorted.problem);
  return sorted.order.flatMap((at) => keyed[at] ?? []);
}

/** Parents that exist already and have not succeeded, locked so that none ends between the count and the commit. */
async function openParents(ctx: StudioContext, planned: readonly PlannedJob[]): Promise<Set<string>> {
  const ids = [...new Set(planned.flatMap(({ afterJobs = [] }) => afterJobs))];
  if (ids.length === 0) return new Set();
  const parents = await ctx.db
    .select({ id: jobs.id, title: jobs.title, state: jobs.state })
    .from(jobs)
    .where(and(eq(jobs.teamId, ctx.teamId), inArray(jobs.id, ids)))
    .orderBy(asc(jobs.seq))
    .for("update");
  if (parents.length !== ids.length) throw new NotFoundError("A job this one waits for");
  const lost = parents.find(({ state }) => state === "failed" || state === "cancelled");
  if (lost)
    throw new ConflictError(`“${lost.title}” ${lost.state === "failed" ? "failed" : "was cancelled"}: retry it first.`);
  const open = parents.filter(({ state }) => state !== "succeeded").map(({ id }) => id);
  if (open.length > 0) await ctx.db.update(jobs).set({ hasChildren: true }).where(inArray(jobs.id, open));
  return new Set(open);
}

type Row = Omit<typeof jobs.$inferInsert, "projectId" | "band" | "costS" | "createdBy"> &
  Pick<Job, "projectId" | "band" | "costS" | "createdBy">;
type Around = { batchId: string | null; usual: Awaited<ReturnType<typeof estimates>>; open: ReadonlySet<string> };

function toRow(ctx: StudioContext, job: PlannedJob, { batchId, usual, open }: Around): Row {
  const depsLeft = new Set(job.after).size + new Set(job.afterJobs?.filter((id) => open.has(id))).size;
  const heldFor: Hold[] = job.hold === undefined ? [] : job.hold === "hand" ? ["hand"] : ["approval"];
  const models = [...(job.needs.models ?? [])];
  const like = { pass: job.recipe.pass, models, megapixels: job.megapixels ?? null };
  return {
    ...{ id: newId("job"), teamId: ctx.teamId, projectId: job.projectId, batchId, createdBy: ctx.actor.id },
    ...{ frameId: job.frameId, versionId: job.versionId, subjectId: job.subjectId ?? null, title: job.title },
    ...{ pass: job.recipe.pass, passVersion: job.recipe.passVersion, recipe: job.recipe },
    ...{ needsVramGb: job.needs.vramGb ?? 0, needsModels: models, roughAllowed: job.roughAllowed },
    ...{ pinnedNodeId: job.pinnedNodeId ?? null, band: job.band ?? 1, costS: usual.of(like)?.seconds ?? 10 },
    ...{ megapixels: job.megapixels ?? null, depsLeft, heldFor },
    ...(typeof job.hold === "object" &&
      ("frameId" in job.hold ? { holdFrameId: job.hold.frameId } : { holdJobId: job.hold.jobId })),
    // No place in line yet: behind everything that has one.
    ...(depsLeft > 0 || heldFor.length > 0 ? { vt: Number.POSITIVE_INFINITY } : {}),
    state: depsLeft > 0 ? "blocked" : heldFor.length > 0 ? "held" : "ready",
  };
}

async function insertJobs(ctx: StudioContext, rows: Row[], planned: readonly PlannedJob[]): Promise<Job[]> {
  const ids = new Map(planned.map((job, n) => [job.key, rows[n]?.id ?? ""]));
  const edges = planned.flatMap((job, n) => {
    const parents = [...(job.after ?? []).map((key) => ids.get(key) ?? ""), ...(job.afterJobs ?? [])];
    return [...new Set(parents)].map((parentId) => ({ jobId: rows[n]?.id ?? "", parentId }));
  });
  const parents = new Set(edges.map(({ parentId }) => parentId));
  for (const row of rows) if (parents.has(row.id)) row.hasChildren = true;
  const made: Job[] = [];
  // One by one in order: a row's number decides among equals, and a statement takes 65,535 parameters.
  for (let at = 0; at < rows.length; at += 500)
    made.push(
      ...(await ctx.db
        .insert(jobs)
        .values(rows.slice(at, at + 500))
        .returning()),
    );
  for (let at = 0; at < edges.length; at += 5000) await ctx.db.insert(jobDeps).values(edges.slice(at, at + 5000));
  return made;
}
