import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { displayName, longText } from "@/contract/names";
import { projects } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { projectOrThrow } from "./access";
import { frameHeight, frameWidth } from "./frame-size";

export const UpdateProject = z.object({
  projectId: idOf("project"),
  name: displayName("The project's name").optional(),
  description: longText("The description", 2000).optional(),
  /** What every prompt of the project avoids; null: the built-in one. */
  defaultNegative: longText("The negative", 2000).nullable().optional(),
  /** The size the film is delivered in, in pixels. */
  frameWidth: frameWidth.optional(),
  frameHeight: frameHeight.optional(),
  archived: z.boolean().optional(),
});
export type UpdateProject = z.input<typeof UpdateProject>;

/** Rename, describe, give a default negative or a frame size, archive or bring back a project. Its slug stays: links go on working. */
export async function updateProject(ctx: StudioContext, input: UpdateProject) {
  requireMay(ctx, "manage projects");
  const { projectId, archived, ...values } = UpdateProject.parse(input);
  return withTransaction(ctx, async (ctx) => {
    await projectOrThrow(ctx, projectId, { archived: true });
    await ctx.db
      .update(projects)
      .set({
        ...values,
        ...(archived === undefined ? {} : { archivedAt: archived ? sql`now()` : null }),
        updatedAt: sql`now()`,
        revision: sql`${projects.revision} + 1`,
      })
      .where(and(eq(projects.id, projectId), eq(projects.teamId, ctx.teamId)));
    const verb =
      archived === undefined ? "changed the project" : archived ? "archived the project" : "brought back the project";
    await record(ctx, { verb, topic: "project", id: projectId, projectId, data: values });
    return { id: projectId };
  });
}
