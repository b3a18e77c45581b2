import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { omittedCode } from "@/contract/status-set";
import { frames, media, projects, shots, tasks, versions } from "@/db/schema";
import { statement } from "@/db/statement";
import { requireMay, requireUser, type StudioContext } from "@/server/context";
import { pictureColumns, toPicture } from "@/server/media/picture";
import { projectOrThrow } from "@/server/projects/access";
import { statusesOf } from "@/server/statuses/read";

export const ListTasks = z.object({ projectId: idOf("project") });

/** The tasks somebody began, of all shots of a project. A missing one stands at the team's default status. */
export async function listTasks(ctx: StudioContext, input: z.input<typeof ListTasks>) {
  requireMay(ctx, "see the studio");
  const { projectId } = ListTasks.parse(input);
  await projectOrThrow(ctx, projectId);
  return ctx.db
    .select({
      shotId: tasks.shotId,
      type: tasks.type,
      status: tasks.status,
      assigneeId: tasks.assigneeId,
      dueOn: tasks.dueOn,
      revision: tasks.revision,
    })
    .from(tasks)
    .innerJoin(shots, eq(shots.id, tasks.shotId))
    .where(and(eq(tasks.teamId, ctx.teamId), eq(tasks.projectId, projectId), isNull(shots.archivedAt)))
    .orderBy(asc(tasks.shotId), asc(tasks.type));
}

/** As many as Today shows; the rest is a number. */
const most = 12;

const team = sql.placeholder("teamId");
const me = sql.placeholder("userId");
const selectMyTasks = statement((db) => {
  const cover = db
    .selectDistinctOn([frames.shotId], { shotId: frames.shotId, versionId: frames.currentVersionId })
    .from(frames)
    .where(
      and(
        eq(frames.teamId, team),
        isNull(frames.archivedAt),
        sql`${frames.shotId} in (
      select ${tasks.shotId} from ${tasks} where ${tasks.teamId} = ${team} and ${tasks.assigneeId} = ${me})`,
      ),
    )
    .orderBy(frames.shotId, asc(frames.position))
    .as("cover");
  return db
    .select({
      shotId: tasks.shotId,
      type: tasks.type,
      status: tasks.status,
      dueOn: tasks.dueOn,
      updatedAt: tasks.updatedAt,
      shot: shots.code,
      action: sql<string>`left(${shots.description}, 160)`,
      project: projects.name,
      slug: projects.slug,
      count: sql<number>`(count(*) over ())::int`,
      ...pictureColumns,
    })
    .from(tasks)
    .innerJoin(shots, eq(shots.id, tasks.shotId))
    .innerJoin(projects, eq(projects.id, tasks.projectId))
    .leftJoin(cover, eq(cover.shotId, tasks.shotId))
    .leftJoin(versions, eq(versions.id, cover.versionId))
    .leftJoin(media, eq(media.id, versions.mediaId))
    .where(
      and(
        eq(tasks.teamId, team),
        eq(tasks.assigneeId, me),
        sql`${tasks.status} <> all(${sql.placeholder("finished")}::text[])`,
        isNull(shots.archivedAt),
        isNull(projects.archivedAt),
      ),
    )
    .orderBy(
      sql`${tasks.dueOn} asc nulls last`,
      sql`${tasks.status} = any(${sql.placeholder("retakes")}::text[]) desc`,
      asc(tasks.updatedAt),
    )
    .limit(most);
});

/** Unfinished tasks assigned to me over all projects: what is due first, then what was sent back. `count` is of all. */
export async function listMyTasks(ctx: StudioContext) {
  requireMay(ctx, "see the studio");
  const { id: userId } = requireUser(ctx);
  const { teamId } = ctx;
  const set = await statusesOf(ctx);
  const finished = [...set.codes("isDone"), omittedCode];
  const rows = await selectMyTasks(ctx.db, { teamId, userId, finished, retakes: set.codes("isRetake") });
  return {
    count: rows[0]?.count ?? 0,
    tasks: rows.map(({ mediaId, width, height, colour, count: _, ...row }) => ({
      ...row,
      picture: toPicture({ mediaId, width, height, colour }),
    })),
  };
}
