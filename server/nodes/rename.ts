import { z } from "zod";
import { idOf } from "@/contract/ids";
import { displayName } from "@/contract/names";
import { nodes } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { nodeWhere } from "./access";

export const RenameNode = z.object({ nodeId: idOf("node"), name: displayName("The node's name", 60) });

export async function renameNode(
  ctx: StudioContext,
  input: z.input<typeof RenameNode>,
): Promise<{ id: string; name: string }> {
  requireMay(ctx, "pair nodes");
  const { nodeId, name } = RenameNode.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const [node] = await ctx.db
      .update(nodes)
      .set({ name })
      .where(nodeWhere(ctx, nodeId))
      .returning({ id: nodes.id, name: nodes.name });
    if (!node) throw new NotFoundError("The node");
    await record(ctx, { verb: "node.rename", topic: "node", id: nodeId, data: { name } });
    return node;
  });
}
