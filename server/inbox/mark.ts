import { and, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { inboxItems } from "@/db/schema";
import { announce, requireMay, requireUser, type StudioContext, withTransaction } from "@/server/context";

export const MarkInbox = z.object({
  /** Mine, at most so many at once; without: every item that is not archived. */
  itemIds: z.array(idOf("inboxItem")).min(1).max(200).optional(),
  as: z.enum(["read", "unread", "archived", "kept"]),
});
export type MarkInbox = z.input<typeof MarkInbox>;

/** Read, unread, archive or keep my own items; other people's are not there. Answers which ones changed, for the undo. */
export async function markInbox(ctx: StudioContext, input: MarkInbox) {
  requireMay(ctx, "see the studio");
  const me = requireUser(ctx);
  const { itemIds, as } = MarkInbox.parse(input);
  const { set, from } = {
    read: { set: { readAt: sql`now()` }, from: isNull(inboxItems.readAt) },
    unread: { set: { readAt: null }, from: isNotNull(inboxItems.readAt) },
    archived: { set: { archivedAt: sql`now()` }, from: isNull(inboxItems.archivedAt) },
    kept: { set: { archivedAt: null }, from: isNotNull(inboxItems.archivedAt) },
  }[as];
  return withTransaction(ctx, async (ctx) => {
    const mine = and(eq(inboxItems.userId, me.id), eq(inboxItems.teamId, ctx.teamId));
    const changed = await ctx.db
      .update(inboxItems)
      .set(set)
      .where(and(mine, itemIds ? inArray(inboxItems.id, itemIds) : undefined, from))
      .returning({ id: inboxItems.id });
    // My other windows show the same inbox.
    if (changed.length > 0) announce(ctx, { topic: "inbox", id: me.id, projectId: null });
    return { ids: changed.map(({ id }) => id) };
  });
}
