import { and, eq, sql } from "drizzle-orm";
import { jobs } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { type OpenedMedia, openMedia } from "@/server/media/open-media";
import { requireNode } from "./require-node";

/** The original bytes of a picture that one of the node's leased jobs names as an input. Any other is NotFound. */
export async function readInput(ctx: StudioContext, mediaId: string): Promise<OpenedMedia> {
  const node = requireNode(ctx);
  const named = sql`${jobs.recipe}->'inputs' @> ${JSON.stringify([{ mediaId }])}::jsonb`;
  const leased = and(eq(jobs.teamId, ctx.teamId), eq(jobs.leaseNodeId, node.id), eq(jobs.state, "leased"), named);
  if ((await ctx.db.$count(jobs, leased)) === 0) throw new NotFoundError("The input picture");
  return openMedia(ctx, mediaId, "original");
}
