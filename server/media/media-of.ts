import { and, eq } from "drizzle-orm";
import { media } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";

/** The team's file, or not found: another team's id answers the same. */
export async function mediaOf(ctx: StudioContext, mediaId: string) {
  const [row] = await ctx.db
    .select()
    .from(media)
    .where(and(eq(media.id, mediaId), eq(media.teamId, ctx.teamId)));
  if (!row) throw new NotFoundError("The picture");
  return row;
}
