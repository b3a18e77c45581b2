import { and, eq, isNull, not, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { shots } from "@/db/schema";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { isOneOf } from "@/server/is-one-of";
import { projectOrThrow } from "@/server/projects/access";
import { lockShots } from "./lock-shots";
import { recordShots } from "./record-shots";

export const ArchiveShots = z.object({
  projectId: idOf("project"),
  shotIds: z.array(idOf("shot")).min(1).max(5_000),
  archived: z.boolean(),
});

/** Put shots away or bring them back, all in one act; those that are there already stay. Their codes stay theirs. */
export async function archiveShots(ctx: StudioContext, input: z.input<typeof ArchiveShots>) {
  requireMay(ctx, "edit shots");
  const { projectId, shotIds, archived } = ArchiveShots.parse(input);
  return withTransaction(ctx, async (ctx) => {
    await projectOrThrow(ctx, projectId);
    await lockShots(ctx, projectId, shotIds);
    const there = archived ? isNull(shots.archivedAt) : not(isNull(shots.archivedAt));
    const moved = await ctx.db
      .update(shots)
      .set({ archivedAt: archived ? sql`now()` : null, updatedAt: sql`now()`, revision: sql`${shots.revision} + 1` })
      .where(and(eq(shots.teamId, ctx.teamId), isOneOf(shots.id, shotIds), there))
      .returning({ id: shots.id });
    const verb = archived ? "archived the shot" : "brought back the shot";
    await recordShots(
      ctx,
      projectId,
      moved.map(({ id }) => ({ id, verb })),
    );
    return { shotIds: moved.map(({ id }) => id) };
  });
}
