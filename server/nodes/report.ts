import { and, eq, sql } from "drizzle-orm";
import { agentProtocol, type Hello, type NodeRest } from "@/contract/agent-api";
import { nodeOffers, nodes } from "@/db/schema";
import { announce, type StudioContext, withTransaction } from "@/server/context";
import { PreconditionError } from "@/server/errors";
import { wakeClaimers } from "@/server/queue/wake";

/** Keep what a node says of itself: hardware, models, and one offer per pass and version. Replaces the report before. */
export async function reportNode(ctx: StudioContext, nodeId: string, report: Hello): Promise<void> {
  if (report.protocol !== agentProtocol)
    throw new PreconditionError(
      `The node speaks protocol ${report.protocol}, the studio ${agentProtocol}. Update the ${report.protocol < agentProtocol ? "node" : "studio"} to the same version.`,
    );
  const { offers, holding: _, rest, ...hardware } = report;
  await withTransaction(ctx, async (ctx) => {
    await ctx.db
      .update(nodes)
      .set({ ...hardware, engine: hardware.engine ?? null, rest: restOf(rest), seenAt: sql`now()` })
      .where(eq(nodes.id, nodeId));
    await ctx.db.delete(nodeOffers).where(eq(nodeOffers.nodeId, nodeId));
    const distinct = [...new Map(offers.map((offer) => [`${offer.pass} ${offer.version}`, offer])).values()];
    if (distinct.length > 0)
      await ctx.db
        .insert(nodeOffers)
        .values(distinct.map((offer) => ({ ...offer, rough: offer.rough ?? null, nodeId })));
    announce(ctx, { topic: "node", id: nodeId, projectId: null });
    // What it can do now may be waiting already.
    await wakeClaimers(ctx.db, ctx.teamId);
  });
}

/** Its end by our clock: the node's may be off. */
const restOf = (rest: NodeRest | undefined) => {
  if (!rest) return null;
  const { seconds, ...said } = rest;
  return { ...said, until: seconds === undefined ? null : new Date(Date.now() + seconds * 1000).toISOString() };
};

/**
 * The node was heard of just now, with these models in memory if it says so. Written at most every five seconds, or when
 * the models are others; comes back from being away with an event.
 */
export async function touchNode(ctx: StudioContext, nodeId: string, loaded?: readonly string[]): Promise<void> {
  const models = loaded && sql`${sql.param([...new Set(loaded)].sort())}::text[]`;
  const stale = sql`${nodes.seenAt} is null or ${nodes.seenAt} < now() - interval '5 seconds'`;
  await ctx.db
    .update(nodes)
    .set({ seenAt: sql`now()`, ...(models && { loaded: models }) })
    .where(and(eq(nodes.id, nodeId), models ? sql`(${stale} or ${nodes.loaded} <> ${models})` : sql`(${stale})`));
}
