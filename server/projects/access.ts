import { and, eq, isNull } from "drizzle-orm";
import { projects } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";

/** The team's project, or not found; an archived one is not found either unless asked for. */
export async function projectOrThrow(ctx: StudioContext, projectId: string, { archived = false } = {}) {
  const mine = and(
    eq(projects.id, projectId),
    eq(projects.teamId, ctx.teamId),
    archived ? undefined : isNull(projects.archivedAt),
  );
  const [project] = await ctx.db.select().from(projects).where(mine);
  if (!project) throw new NotFoundError("The project");
  return project;
}
