import { and, eq, inArray } from "drizzle-orm";
import { Known, type KnownReply } from "@/contract/agent-api";
import { media } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { requireNode } from "./require-node";

/** Which of these files the node's team has already, so that their bytes need not travel again. Unknown ones are left out. */
export async function knownResults(ctx: StudioContext, input: Known): Promise<KnownReply> {
  requireNode(ctx);
  const { sha256 } = Known.parse(input);
  if (sha256.length === 0) return { known: [] };
  const known = await ctx.db
    .select({ sha256: media.sha256, mediaId: media.id })
    .from(media)
    .where(and(eq(media.teamId, ctx.teamId), inArray(media.sha256, sha256)));
  return { known };
}
