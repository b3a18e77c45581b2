import { newId } from "@/contract/ids";
import type { Needs } from "@/contract/passes/define";
import type { Recipe } from "@/contract/recipe/recipe";
import { jobs } from "@/db/schema";
import { record, type StudioContext, withTransaction } from "@/server/context";
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
};

/** Put one job in line. The caller has checked permission, parameters and that every id is this team's. */
export const enqueue = (ctx: StudioContext, job: EnqueueJob): Promise<Job> =>
  withTransaction(ctx, async (ctx) => {
    const [row] = await ctx.db
      .insert(jobs)
      .values({
        id: newId("job"),
        teamId: ctx.teamId,
        projectId: job.projectId,
        frameId: job.frameId,
        versionId: job.versionId,
        subjectId: job.subjectId ?? null,
        title: job.title,
        pass: job.recipe.pass,
        passVersion: job.recipe.passVersion,
        recipe: job.recipe,
        needsVramGb: job.needs.vramGb ?? 0,
        needsModels: [...(job.needs.models ?? [])],
        roughAllowed: job.roughAllowed,
        band: job.band ?? 1,
        createdBy: ctx.actor.id,
      })
      .returning();
    if (!row) throw new Error("insert into jobs returned no row");
    await record(ctx, {
      verb: "job.queue",
      topic: "job",
      id: row.id,
      projectId: row.projectId,
      data: { pass: row.pass },
    });
    await wakeClaimers(ctx.db, ctx.teamId);
    return row;
  });
