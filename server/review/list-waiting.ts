import { and, asc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Status } from "@/contract/statuses";
import { frames, media, projects, shots, versions } from "@/db/schema";
import { requireMay, requireUser, type StudioContext } from "@/server/context";
import { pictureColumns, toPicture } from "@/server/media/picture";

const framesWhere = async (ctx: StudioContext, ...conditions: (SQL | undefined)[]) => {
  const rows = await ctx.db
    .select({
      id: frames.id,
      label: frames.label,
      status: frames.status,
      shot: shots.code,
      action: sql<string>`left(${shots.description}, 160)`,
      project: projects.name,
      slug: projects.slug,
      versionId: versions.id,
      number: versions.number,
      updatedAt: frames.updatedAt,
      ...pictureColumns,
    })
    .from(frames)
    .innerJoin(shots, eq(shots.id, frames.shotId))
    .innerJoin(projects, eq(projects.id, frames.projectId))
    .leftJoin(versions, eq(versions.id, frames.currentVersionId))
    .leftJoin(media, eq(media.id, versions.mediaId))
    .where(
      and(
        eq(frames.teamId, ctx.teamId),
        isNull(frames.archivedAt),
        isNull(shots.archivedAt),
        isNull(projects.archivedAt),
        ...conditions,
      ),
    )
    .orderBy(asc(frames.updatedAt))
    .limit(60);
  return rows.map(({ mediaId, width, height, colour, ...row }) => ({
    ...row,
    picture: toPicture({ mediaId, width, height, colour }),
  }));
};

/** Frames that wait for a judgement, the longest waiting first, over all projects. */
export async function listWaiting(ctx: StudioContext) {
  requireMay(ctx, "see the studio");
  return framesWhere(ctx, eq(frames.status, "wfa"));
}

/** Frames of shots assigned to me that are not finished, and all that were sent back. */
export async function listMine(ctx: StudioContext) {
  requireMay(ctx, "see the studio");
  const me = requireUser(ctx);
  const open: Status[] = ["todo", "ready", "wip", "retake"];
  return framesWhere(
    ctx,
    inArray(frames.status, open),
    sql`(${shots.assigneeId} = ${me.id} or ${frames.status} = 'retake')`,
  );
}
