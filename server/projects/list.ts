import { and, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { StatusSet } from "@/contract/status-set";
import { frames, media, projects, versions } from "@/db/schema";
import { statement } from "@/db/statement";
import { requireMay, type StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { pictureColumns, toPicture } from "@/server/media/picture";
import { statusesOf } from "@/server/statuses/read";
import { keepProject } from "./access";

const team = sql.placeholder("teamId");
const { id, slug, name, description, isSample, updatedAt } = projects;
const selectProjects = statement((db) =>
  db
    .select({ id, slug, name, description, isSample, updatedAt })
    .from(projects)
    .where(and(eq(projects.teamId, team), isNull(projects.archivedAt)))
    .orderBy(desc(projects.updatedAt)),
);

/** The team's projects, the last changed first, each with a cover and its counts by frame status. */
export async function listProjects(ctx: StudioContext) {
  requireMay(ctx, "see the studio");
  const { db, teamId } = ctx;
  const [rows, standing, set] = await Promise.all([
    selectProjects(db, { teamId }),
    selectStanding(db, { teamId }),
    statusesOf(ctx),
  ]);
  return rows.map((row) => {
    const mine = standing.filter(({ projectId }) => projectId === row.id);
    const count = (flag: "isDone" | "isFeedbackRequest") =>
      mine.reduce((sum, { status, n }) => sum + (set.of(status)[flag] ? n : 0), 0);
    return {
      ...row,
      frames: mine.reduce((sum, { n }) => sum + n, 0),
      done: count("isDone"),
      waiting: count("isFeedbackRequest"),
      cover: toPicture(mine.filter(({ mediaId }) => mediaId !== null).sort(byWorthOfCover(set))[0]),
    };
  });
}

type Group = { status: string; changedAt: string | null };
/** An approved frame stands for its project before any other, then what changed last. */
const byWorthOfCover =
  (set: StatusSet) =>
  (a: Group, b: Group): number =>
    Number(set.of(b.status).isDone) - Number(set.of(a.status).isDone) ||
    (b.changedAt ?? "").localeCompare(a.changedAt ?? "");

/** Each project's frames by status: how many, and the picture of the one that changed last. One look at one index. */
const selectStanding = statement((db) => {
  const counted = db
    .select({ projectId: frames.projectId, status: frames.status, n: sql<number>`count(*)::int`.as("n") })
    .from(frames)
    .where(and(eq(frames.teamId, team), isNull(frames.archivedAt)))
    .groupBy(frames.projectId, frames.status)
    .as("counted");
  const last = db
    .select({ versionId: frames.currentVersionId, changedAt: frames.updatedAt })
    .from(frames)
    .where(
      and(
        eq(frames.teamId, team),
        eq(frames.projectId, counted.projectId),
        eq(frames.status, counted.status),
        isNull(frames.archivedAt),
        isNotNull(frames.currentVersionId),
      ),
    )
    .orderBy(desc(frames.updatedAt))
    .limit(1)
    .as("last");
  return db
    .select({
      projectId: counted.projectId,
      status: counted.status,
      n: counted.n,
      changedAt: last.changedAt,
      ...pictureColumns,
    })
    .from(counted)
    .leftJoinLateral(last, sql`true`)
    .leftJoin(versions, eq(versions.id, last.versionId))
    .leftJoin(media, eq(media.id, versions.mediaId));
});

export const GetProject = z.object({ slug: z.string().max(80) });

const selectProject = statement((db) =>
  db
    .select()
    .from(projects)
    .where(and(eq(projects.teamId, team), isNull(projects.archivedAt), eq(projects.slug, sql.placeholder("slug")))),
);

/** One project by its slug, for every page below /p/. */
export async function getProject(ctx: StudioContext, input: z.input<typeof GetProject>) {
  requireMay(ctx, "see the studio");
  const { slug } = GetProject.parse(input);
  const [project] = await selectProject(ctx.db, { teamId: ctx.teamId, slug });
  if (!project) throw new NotFoundError(`The project “${slug}”`);
  keepProject(ctx, project);
  return project;
}
