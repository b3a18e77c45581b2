import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { findPass } from "@/contract/passes/catalogue";
import { frames, jobs, shots } from "@/db/schema";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError, NotFoundError, PreconditionError } from "@/server/errors";
import { isOneOf } from "@/server/is-one-of";
import { projectOrThrow } from "@/server/projects/access";
import { cancelJob } from "@/server/queue/cancel";
import { enqueuePlan, type PlannedJob } from "@/server/queue/enqueue";
import { overStates } from "@/server/queue/states";
import { planPass } from "./submit";

export const QueueShots = z.object({
  projectId: idOf("project"),
  shotIds: z.array(idOf("shot")).min(1).max(200, { error: "Queue a pass for at most 200 shots at once" }),
  pass: z.string().max(60),
  params: z.record(z.string(), z.unknown()).default({}),
  roughAllowed: z.boolean().default(false),
});

/**
 * Queue a pass over what the first frame of each shot shows: all of them in one act, or none. Shots without a picture
 * are left out and named. Refuses a pass that needs a mask.
 */
export async function queueShots(ctx: StudioContext, input: z.input<typeof QueueShots>) {
  requireMay(ctx, "queue passes");
  const { projectId, shotIds, pass: passId, params, roughAllowed } = QueueShots.parse(input);
  const pass = findPass(passId);
  if (!pass) throw new BadInputError(`There is no pass called “${passId}”`, "pass");
  if ((pass.over ?? "version") !== "version")
    throw new BadInputError(`${pass.title} works on clips, not on shots`, "pass");
  const needs = Object.entries(pass.inputs).filter(([slot, { optional }]) => slot !== "image" && !optional);
  if (needs.length > 0)
    throw new PreconditionError(
      `${pass.title} needs more than one picture (${needs[0]?.[0]}): queue it from the canvas.`,
    );
  return withTransaction(ctx, async (ctx) => {
    await projectOrThrow(ctx, projectId);
    const rows = await ctx.db
      .selectDistinctOn([shots.id], { id: shots.id, code: shots.code, versionId: frames.currentVersionId })
      .from(shots)
      .leftJoin(frames, and(eq(frames.shotId, shots.id), isNull(frames.archivedAt)))
      .where(and(eq(shots.teamId, ctx.teamId), eq(shots.projectId, projectId), isOneOf(shots.id, shotIds)))
      .orderBy(shots.id, asc(frames.position));
    if (rows.length !== new Set(shotIds).size) throw new NotFoundError("One of the shots");
    const planned: PlannedJob[] = [];
    const skipped: string[] = [];
    for (const id of shotIds) {
      const row = rows.find((one) => one.id === id);
      if (!row?.versionId) {
        if (row) skipped.push(row.code);
        continue;
      }
      const { job } = await planPass(ctx, {
        ...{ versionId: row.versionId, pass: passId, params, roughAllowed, inputs: {}, afterJobs: [] },
      });
      planned.push({ ...job(params), band: 1 });
    }
    if (planned.length === 0)
      throw new PreconditionError("None of these shots has a picture yet: give them one first. Nothing was queued.");
    const { batchId, jobs } = await enqueuePlan(ctx, {
      title: `${pass.title} · ${planned.length} shots`,
      jobs: planned,
    });
    return { jobIds: jobs.map(({ id }) => id), skipped, batchId };
  });
}

export const CancelJobs = z.object({ jobIds: z.array(idOf("job")).min(1).max(200) });

/** The way back from queueing many: stops those that wait or run, in one act; what is done already stays. */
export async function cancelJobs(ctx: StudioContext, input: z.input<typeof CancelJobs>) {
  requireMay(ctx, "queue passes");
  const { jobIds } = CancelJobs.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const rows = await ctx.db
      .select({ id: jobs.id, state: jobs.state })
      .from(jobs)
      .where(and(eq(jobs.teamId, ctx.teamId), isOneOf(jobs.id, jobIds)));
    if (rows.length !== new Set(jobIds).size) throw new NotFoundError("One of the jobs");
    const open = rows.filter(({ state }) => !(overStates as readonly string[]).includes(state));
    for (const { id } of open) await cancelJob(ctx, { jobId: id });
    return { cancelled: open.length, finished: rows.length - open.length };
  });
}
