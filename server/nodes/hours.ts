import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { Schedule } from "@/contract/queue/schedule";
import { nodes, projects } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { isOneOf } from "@/server/is-one-of";
import { wakeClaimers } from "@/server/queue/wake";
import { nodeOf, nodeWhere } from "./access";

export const SetSchedule = z.object({ nodeId: idOf("node"), schedule: Schedule.nullable() });

/** When a node may begin work; null is always. What it has begun it finishes. Answers what held before: the undo. */
export async function setSchedule(
  ctx: StudioContext,
  input: z.input<typeof SetSchedule>,
): Promise<{ before: Schedule | null }> {
  requireMay(ctx, "pair nodes");
  const { nodeId, schedule } = SetSchedule.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const node = await nodeOf(ctx, nodeId, { lock: true });
    await ctx.db.update(nodes).set({ schedule }).where(nodeWhere(ctx, nodeId));
    await record(ctx, { verb: "node.schedule", topic: "node", id: nodeId });
    await wakeClaimers(ctx.db, ctx.teamId);
    return { before: node.schedule };
  });
}

export const SetNodeProjects = z.object({
  nodeId: idOf("node"),
  projectIds: z.array(idOf("project")).max(200).nullable(),
});

/** Let a node work for these projects only; null is all. NotFoundError when one is not the team's. */
export async function setNodeProjects(
  ctx: StudioContext,
  input: z.input<typeof SetNodeProjects>,
): Promise<{ before: string[] | null }> {
  requireMay(ctx, "pair nodes");
  const { nodeId, projectIds } = SetNodeProjects.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const node = await nodeOf(ctx, nodeId, { lock: true });
    const ids = projectIds && [...new Set(projectIds)];
    if (ids && ids.length > 0) {
      const mine = and(eq(projects.teamId, ctx.teamId), isOneOf(projects.id, ids));
      if ((await ctx.db.$count(projects, mine)) !== ids.length) throw new NotFoundError("One of the projects");
    }
    await ctx.db.update(nodes).set({ projects: ids }).where(nodeWhere(ctx, nodeId));
    await record(ctx, { verb: "node.projects", topic: "node", id: nodeId, data: { projects: ids?.length ?? null } });
    await wakeClaimers(ctx.db, ctx.teamId);
    return { before: node.projects };
  });
}
