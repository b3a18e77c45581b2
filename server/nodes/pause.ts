import { sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { longText } from "@/contract/names";
import { nodes } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { returnLeasesOf } from "@/server/queue/release";
import { wakeClaimers } from "@/server/queue/wake";
import { NodeId, nodeOf, nodeWhere } from "./access";

export const PauseNode = z.object({
  nodeId: idOf("node"),
  reason: longText("The reason", 300).default(""),
  /** `now` takes back what it works on: the node learns with its next sign of life that it is no longer its own. */
  when: z.enum(["after", "now"]).default("after"),
});

/** Give the node no new work. What it has begun it finishes, or, with `now`, goes back in line uncounted. */
export async function pauseNode(ctx: StudioContext, input: z.input<typeof PauseNode>): Promise<{ id: string }> {
  requireMay(ctx, "pair nodes");
  const { nodeId, reason, when } = PauseNode.parse(input);
  return withTransaction(ctx, async (ctx) => {
    await nodeOf(ctx, nodeId, { lock: true });
    await ctx.db
      .update(nodes)
      .set({ pausedAt: sql`now()`, pausedReason: reason || null, pausedBy: ctx.actor.id })
      .where(nodeWhere(ctx, nodeId));
    if (when === "now") await returnLeasesOf(ctx, nodeId, "released", "Its node was paused at once");
    await record(ctx, { verb: "node.pause", topic: "node", id: nodeId, data: { when, reason } });
    return { id: nodeId };
  });
}

/** Give it work again and forget its faults. */
export async function resumeNode(ctx: StudioContext, input: z.input<typeof NodeId>): Promise<{ id: string }> {
  requireMay(ctx, "pair nodes");
  const { nodeId } = NodeId.parse(input);
  return withTransaction(ctx, async (ctx) => {
    await nodeOf(ctx, nodeId, { lock: true });
    await ctx.db
      .update(nodes)
      .set({ pausedAt: null, pausedReason: null, pausedBy: null, faults: 0 })
      .where(nodeWhere(ctx, nodeId));
    await record(ctx, { verb: "node.resume", topic: "node", id: nodeId });
    await wakeClaimers(ctx.db, ctx.teamId);
    return { id: nodeId };
  });
}
