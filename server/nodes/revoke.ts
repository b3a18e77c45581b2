import { sql } from "drizzle-orm";
import type { z } from "zod";
import { nodes } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { returnLeasesOf } from "@/server/queue/release";
import { NodeId, nodeOf, nodeWhere } from "./access";

/** Shut a node out for good. Its token stops working, what it holds goes back in line at once. Returns how many jobs. */
export async function revokeNode(
  ctx: StudioContext,
  input: z.input<typeof NodeId>,
): Promise<{ id: string; returned: number }> {
  requireMay(ctx, "revoke nodes");
  const { nodeId } = NodeId.parse(input);
  return withTransaction(ctx, async (ctx) => {
    // The node row first: a claim under way holds it for share, so it is either seen below or comes too late.
    const node = await nodeOf(ctx, nodeId, { lock: true });
    await ctx.db
      .update(nodes)
      .set({ revokedAt: sql`coalesce(${nodes.revokedAt}, now())` })
      .where(nodeWhere(ctx, nodeId));
    const returned = await returnLeasesOf(ctx, nodeId, "revoked", `${node.name} was revoked`);
    await record(ctx, { verb: "node.revoke", topic: "node", id: nodeId, data: { name: node.name, returned } });
    return { id: nodeId, returned };
  });
}
