import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { type Status, shotStatusFrom } from "@/contract/statuses";
import { frames, shots } from "@/db/schema";
import { announce, type StudioContext } from "@/server/context";

/** What a new picture does to a frame: work has begun, or what was sent back or approved asks for eyes again. */
export const statusAfterNewVersion = (status: Status): Status =>
  status === "retake" || status === "done" ? "wfa" : status === "todo" || status === "ready" ? "wip" : status;

/** Let the shot follow its frames; call it in the transaction that changed one. */
export async function followFrames(ctx: StudioContext, shotId: string, projectId: string): Promise<void> {
  const rows = await ctx.db
    .select({ status: frames.status })
    .from(frames)
    .where(and(eq(frames.shotId, shotId), isNull(frames.archivedAt)));
  const status = shotStatusFrom(rows.map((row) => row.status));
  if (!status) return;
  // An omitted or held shot stays so: a person said it.
  const moves = and(eq(shots.id, shotId), ne(shots.status, status), ne(shots.status, "omit"), ne(shots.status, "hold"));
  const [moved] = await ctx.db
    .update(shots)
    .set({ status, updatedAt: sql`now()`, revision: sql`${shots.revision} + 1` })
    .where(moves)
    .returning({ id: shots.id });
  if (moved) announce(ctx, { topic: "shot", id: shotId, projectId });
}
