import { and, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { grabFrames as pass } from "@/contract/passes/film/grab-frames";
import { jobs, packageImages } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { clipOrThrow } from "./access";

export const ListGrabs = z.object({ clipId: idOf("clip"), packageId: idOf("package") });

/** The latest grabs from a clip into a package: on their way, done or failed, newest first. `placed`: how many came to stand there. */
export async function listGrabs(ctx: StudioContext, input: z.input<typeof ListGrabs>) {
  requireMay(ctx, "see the studio");
  const { clipId, packageId } = ListGrabs.parse(input);
  await clipOrThrow(ctx, clipId);
  const rows = await ctx.db
    .select({
      id: jobs.id,
      state: jobs.state,
      error: jobs.error,
      fraction: jobs.fraction,
      label: jobs.progressLabel,
      frames: sql<number[]>`${jobs.recipe}->'params'->'frames'`,
      placed: sql<number>`(select count(*)::int from ${packageImages} pi join job_outputs o on o.media_id = pi.media_id
        where o.job_id = jobs.id and pi.package_id = ${packageId} and pi.clip_id = ${clipId})`,
    })
    .from(jobs)
    .where(
      and(
        ...[eq(jobs.teamId, ctx.teamId), eq(jobs.subjectId, packageId), eq(jobs.pass, pass.id)],
        sql`${jobs.recipe}->'params'->'into'->>'clipId' = ${clipId}`,
      ),
    )
    .orderBy(desc(jobs.seq))
    .limit(10);
  return rows;
}
