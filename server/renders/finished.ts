import { and, asc, desc, eq, gt, inArray, sql } from "drizzle-orm";
import { frames, jobOutputs, jobs, media, projects, shots, versions } from "@/db/schema";
import { statement } from "@/db/statement";
import { requireMay, requireUser, type StudioContext } from "@/server/context";
import { pictureColumns, toPicture } from "@/server/media/picture";

const shown = 8;

const selectFinished = statement((db) =>
  db
    .select({
      id: jobs.id,
      title: jobs.title,
      state: jobs.state,
      error: jobs.error,
      finishedAt: jobs.finishedAt,
      slug: projects.slug,
      shot: shots.code,
      frame: frames.label,
      count: sql<number>`(count(*) over ())::int`,
      failed: sql<number>`(count(*) filter (where ${jobs.state} = 'failed') over ())::int`,
    })
    .from(jobs)
    .innerJoin(projects, eq(projects.id, jobs.projectId))
    .leftJoin(frames, eq(frames.id, jobs.frameId))
    .leftJoin(shots, eq(shots.id, frames.shotId))
    .where(
      and(
        eq(jobs.teamId, sql.placeholder("teamId")),
        eq(jobs.createdBy, sql.placeholder("userId")),
        gt(jobs.finishedAt, sql.placeholder("since")),
        inArray(jobs.state, ["succeeded", "failed"]),
      ),
    )
    .orderBy(desc(jobs.finishedAt))
    .limit(shown),
);

/** My jobs that came to an end since then, newest first: how many, how many of them failed, and the first with what came out. */
export async function listFinished(ctx: StudioContext, { since }: { since: string | null }) {
  requireMay(ctx, "see the studio");
  const { id: userId } = requireUser(ctx);
  if (since === null) return { count: 0, failed: 0, since, jobs: [] };
  const rows = await selectFinished(ctx.db, { teamId: ctx.teamId, userId, since });
  const results = await resultsOf(
    ctx,
    rows.map(({ id }) => id),
  );
  return {
    count: rows[0]?.count ?? 0,
    failed: rows[0]?.failed ?? 0,
    since,
    jobs: rows.map(({ count: _, failed: __, ...row }) => ({ ...row, ...(results.get(row.id) ?? nothing) })),
  };
}

const nothing = { picture: null, versionId: null };

/** The first picture of each job, and the version it was staged as. */
const resultsOf = async ({ db, teamId }: StudioContext, jobIds: string[]) => {
  if (jobIds.length === 0)
    return new Map<string, { picture: ReturnType<typeof toPicture>; versionId: string | null }>();
  const rows = await db
    .selectDistinctOn([jobOutputs.jobId], { jobId: jobOutputs.jobId, versionId: versions.id, ...pictureColumns })
    .from(jobOutputs)
    .innerJoin(media, eq(media.id, jobOutputs.mediaId))
    .leftJoin(
      versions,
      and(eq(versions.jobId, jobOutputs.jobId), eq(versions.mediaId, jobOutputs.mediaId), eq(versions.teamId, teamId)),
    )
    .where(and(inArray(jobOutputs.jobId, jobIds), inArray(jobOutputs.kind, ["picture", "map"])))
    .orderBy(jobOutputs.jobId, sql`${jobOutputs.kind} = 'picture' desc`, asc(jobOutputs.position));
  return new Map(rows.map(({ jobId, versionId, ...row }) => [jobId, { picture: toPicture(row), versionId }]));
};
