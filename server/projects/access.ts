import { and, eq, isNull } from "drizzle-orm";
import { projects } from "@/db/schema";
import { once, type StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";

const keyOf = (projectId: string, archived: boolean) => `project ${projectId}${archived ? ", also archived" : ""}`;

/** A project that a page has found by its slug need not be asked for again by its id. */
export const keepProject = ({ kept }: StudioContext, project: typeof projects.$inferSelect): void => {
  if (project.archivedAt === null) kept?.set(keyOf(project.id, false), Promise.resolve([project]));
};

/** The team's project, or not found; an archived one is not found either unless asked for. */
export async function projectOrThrow(ctx: StudioContext, projectId: string, { archived = false } = {}) {
  const mine = and(
    eq(projects.id, projectId),
    eq(projects.teamId, ctx.teamId),
    archived ? undefined : isNull(projects.archivedAt),
  );
  const [project] = await once(ctx, keyOf(projectId, archived), () => ctx.db.select().from(projects).where(mine));
  if (!project) throw new NotFoundError("The project");
  return project;
}
