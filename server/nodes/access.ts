import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { nodes } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";

export const NodeId = z.object({ nodeId: idOf("node") });

export const nodeWhere = (ctx: StudioContext, nodeId: string) =>
  and(eq(nodes.id, nodeId), eq(nodes.teamId, ctx.teamId));

/** The team's node, locked for the rest of the transaction when asked. NotFoundError for another team's. */
export async function nodeOf(ctx: StudioContext, nodeId: string, { lock = false } = {}) {
  const query = ctx.db.select().from(nodes).where(nodeWhere(ctx, nodeId));
  const [node] = await (lock ? query.for("update") : query);
  if (!node) throw new NotFoundError("The node");
  return node;
}
