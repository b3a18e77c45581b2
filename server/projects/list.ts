import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { frames, media, projects, versions } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { pictureColumns, toPicture } from "@/server/media/picture";

const ofTeam = (ctx: StudioContext) => and(eq(projects.teamId, ctx.teamId), isNull(projects.archivedAt));

/** The team's projects, the last changed first, each with a cover and its counts by frame status. */
export async function listProjects(ctx: StudioContext) {
  requireMay(ctx, "see the studio");
  const count = (status: string) => sql<number>`(count(${frames.id}) filter (where ${frames.status} = ${status}))::int`;
  const rows = await ctx.db
    .select({
      id: projects.id,
      slug: projects.slug,
      name: projects.name,
      description: projects.description,
      isSample: projects.isSample,
      updatedAt: projects.updatedAt,
      frames: sql<number>`count(${frames.id})::int`,
      done: count("done"),
      waiting: count("wfa"),
    })
    .from(projects)
    .leftJoin(frames, and(eq(frames.projectId, projects.id), isNull(frames.archivedAt)))
    .where(ofTeam(ctx))
    .groupBy(projects.id)
    .orderBy(desc(projects.updatedAt));
  const covers = await ctx.db
    .selectDistinctOn([frames.projectId], { projectId: frames.projectId, ...pictureColumns })
    .from(frames)
    .innerJoin(versions, eq(versions.id, frames.currentVersionId))
    .innerJoin(media, eq(media.id, versions.mediaId))
    .where(and(eq(frames.teamId, ctx.teamId), isNull(frames.archivedAt)))
    .orderBy(frames.projectId, desc(sql`${frames.status} = 'done'`), desc(frames.updatedAt));
  const byProject = new Map(covers.map((row) => [row.projectId, toPicture(row)]));
  return rows.map((row) => ({ ...row, cover: byProject.get(row.id) ?? null }));
}

export const GetProject = z.object({ slug: z.string().max(80) });

/** One project by its slug, for every page below /p/. */
export async function getProject(ctx: StudioContext, input: z.input<typeof GetProject>) {
  requireMay(ctx, "see the studio");
  const { slug } = GetProject.parse(input);
  const [project] = await ctx.db
    .select()
    .from(projects)
    .where(and(ofTeam(ctx), eq(projects.slug, slug)));
  if (!project) throw new NotFoundError(`The project “${slug}”`);
  return project;
}
