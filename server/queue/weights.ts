import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { projectShares, projects } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { NotFoundError } from "@/server/errors";

export const SetWeight = z.object({
  projectId: idOf("project"),
  weight: z.number().min(0.1, "A weight is at least 0.1").max(100, "A weight is at most 100"),
});

/** How much more of the nodes a project gets than one of weight 1, for what is queued from now on. */
export async function setWeight(ctx: StudioContext, input: z.input<typeof SetWeight>): Promise<{ before: number }> {
  requireMay(ctx, "run the queue");
  const { projectId, weight } = SetWeight.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const mine = and(eq(projects.id, projectId), eq(projects.teamId, ctx.teamId));
    if ((await ctx.db.$count(projects, mine)) === 0) throw new NotFoundError("The project");
    const share = and(eq(projectShares.teamId, ctx.teamId), eq(projectShares.projectId, projectId));
    const [known] = await ctx.db.select().from(projectShares).where(share);
    await ctx.db
      .insert(projectShares)
      .values({ teamId: ctx.teamId, projectId, weight })
      .onConflictDoUpdate({ target: [projectShares.teamId, projectShares.projectId], set: { weight } });
    await record(ctx, { verb: "queue.weight", topic: "project", id: projectId, projectId, data: { weight } });
    return { before: known?.weight ?? 1 };
  });
}
