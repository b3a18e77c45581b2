import { and, eq, like, or } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/contract/ids";
import { displayName, longText, slugOf } from "@/contract/names";
import { projects } from "@/db/schema";
import { orConflict } from "@/server/conflicts";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { frameHeight, frameWidth } from "./frame-size";

export const CreateProject = z.object({
  name: displayName("The project's name"),
  description: longText("The description", 2000).default(""),
  fpsNum: z.number().int().min(1).max(240_000).default(24),
  fpsDen: z.number().int().min(1).max(1001).default(1),
  frameWidth: frameWidth.default(1920),
  frameHeight: frameHeight.default(1080),
  isSample: z.boolean().default(false),
});
export type CreateProject = z.input<typeof CreateProject>;

/** A new project. Its slug comes from the name and gets a number when it is taken. */
export async function createProject(ctx: StudioContext, input: CreateProject) {
  requireMay(ctx, "manage projects");
  const values = CreateProject.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const base = slugOf(values.name);
    const alike = await ctx.db
      .select({ slug: projects.slug })
      .from(projects)
      .where(and(eq(projects.teamId, ctx.teamId), or(eq(projects.slug, base), like(projects.slug, `${base}-%`))));
    const taken = new Set(alike.map((row) => row.slug));
    let slug = base;
    for (let n = 2; taken.has(slug); n++) slug = `${base}-${n}`;
    const id = newId("project");
    await orConflict(ctx.db.insert(projects).values({ id, teamId: ctx.teamId, slug, ...values }), {
      projects_team_slug: ["Somebody made a project of this name just now. Try again.", "name"],
    });
    await record(ctx, {
      verb: "created the project",
      topic: "project",
      id,
      projectId: id,
      data: { name: values.name },
    });
    return { id, slug };
  });
}
