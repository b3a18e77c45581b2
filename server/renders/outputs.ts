import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { attempts, jobOutputs, jobs, media, nodes } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { pictureColumns } from "@/server/media/picture";

export const ListOutputs = z.object({ jobId: idOf("job") });

/** All that a job gave: pictures, masks, films and meshes, and the debug strip (B20), slot by slot, with the recipe that made them and every try it took. */
export async function listOutputs(ctx: StudioContext, input: z.input<typeof ListOutputs>) {
  requireMay(ctx, "see the studio");
  const { jobId } = ListOutputs.parse(input);
  const [job] = await ctx.db
    .select({ id: jobs.id, title: jobs.title, pass: jobs.pass, recipe: jobs.recipe, frameId: jobs.frameId })
    .from(jobs)
    .where(and(eq(jobs.id, jobId), eq(jobs.teamId, ctx.teamId)));
  if (!job) throw new NotFoundError("The job");
  const tries = await ctx.db
    .select({
      n: attempts.n,
      node: nodes.name,
      startedAt: attempts.startedAt,
      outcome: attempts.outcome,
      error: attempts.error,
      seconds: attempts.seconds,
      log: attempts.log,
    })
    .from(attempts)
    .innerJoin(nodes, eq(nodes.id, attempts.nodeId))
    .where(eq(attempts.jobId, jobId))
    .orderBy(asc(attempts.n));
  const rows = await ctx.db
    .select({
      slot: jobOutputs.slot,
      position: jobOutputs.position,
      kind: jobOutputs.kind,
      label: jobOutputs.label,
      bytes: media.bytes,
      ...pictureColumns,
    })
    .from(jobOutputs)
    .innerJoin(media, eq(media.id, jobOutputs.mediaId))
    .where(eq(jobOutputs.jobId, jobId))
    .orderBy(asc(jobOutputs.kind), asc(jobOutputs.slot), asc(jobOutputs.position));
  return {
    ...job,
    tries,
    outputs: rows.map(({ mediaId, width, height, colour, ...row }) => ({
      ...row,
      picture: { id: mediaId, width, height, colour },
    })),
  };
}

export const ListMaskResults = z.object({ versionId: idOf("version") });

/** Masks that passes made for a version: offers to its mask document, newest first. */
export async function listMaskResults(ctx: StudioContext, input: z.input<typeof ListMaskResults>) {
  requireMay(ctx, "see the studio");
  const { versionId } = ListMaskResults.parse(input);
  const rows = await ctx.db
    .select({
      jobId: jobs.id,
      pass: jobs.pass,
      finishedAt: jobs.finishedAt,
      slot: jobOutputs.slot,
      label: jobOutputs.label,
      ...pictureColumns,
    })
    .from(jobOutputs)
    .innerJoin(jobs, eq(jobs.id, jobOutputs.jobId))
    .innerJoin(media, eq(media.id, jobOutputs.mediaId))
    .where(and(eq(jobs.teamId, ctx.teamId), eq(jobs.versionId, versionId), eq(jobOutputs.kind, "mask")))
    .orderBy(asc(jobs.finishedAt));
  return rows.map(({ mediaId, width, height, colour, ...row }) => ({
    ...row,
    picture: { id: mediaId, width, height, colour },
  }));
}
