import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { displayName } from "@/contract/names";
import { frames } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { ConflictError } from "@/server/errors";
import { frameOrThrow } from "./access";
import { followFrames } from "./frame-status";

/** As long as a frame's tile is wide. */
export const FrameLabel = displayName("The frame's label", 20);

export const UpdateFrame = z.object({
  frameId: idOf("frame"),
  label: FrameLabel.optional(),
  archived: z.boolean().optional(),
});
export type UpdateFrame = z.input<typeof UpdateFrame>;

/** Name a frame anew, put it away with all its versions, or bring it back. Two frames of a shot never share a label. */
export async function updateFrame(ctx: StudioContext, input: UpdateFrame) {
  requireMay(ctx, "edit shots");
  const { frameId, label: wanted, archived } = UpdateFrame.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { shotId, projectId } = await frameOrThrow(ctx, frameId);
    await lockLabels(ctx, shotId);
    const before = await frameOrThrow(ctx, frameId, { lock: true });
    const label = wanted ?? before.label;
    const stays = archived === undefined ? before.archivedAt !== null : archived;
    if (!stays) await requireFreeLabel(ctx, { shotId, frameId, label });
    await ctx.db
      .update(frames)
      .set({
        label,
        ...(archived === undefined ? {} : { archivedAt: archived ? sql`now()` : null }),
        updatedAt: sql`now()`,
        revision: sql`${frames.revision} + 1`,
      })
      .where(eq(frames.id, frameId));
    await followFrames(ctx, shotId, projectId);
    const verb =
      archived === undefined ? "renamed the frame" : archived ? "archived the frame" : "brought back the frame";
    await record(ctx, { verb, topic: "frame", id: frameId, projectId, data: { label, before: before.label } }, [
      { topic: "shot", id: shotId, projectId },
    ]);
    return { id: frameId, label, before: before.label };
  });
}

/** Whoever gives a label in this shot waits for whoever does so already. Not the shot's row: acceptances hold their frame first. */
export const lockLabels = (ctx: StudioContext, shotId: string) =>
  ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${shotId}, 0))`);

/** Refuses a label that another frame of the shot carries. */
export const requireFreeLabel = async (
  ctx: StudioContext,
  { shotId, frameId, label }: { shotId: string; frameId?: string; label: string },
): Promise<void> => {
  const same = sql`lower(${frames.label}) = lower(${label})`;
  const other = frameId === undefined ? undefined : ne(frames.id, frameId);
  const taken = and(eq(frames.shotId, shotId), other, isNull(frames.archivedAt), same);
  if ((await ctx.db.$count(frames, taken)) > 0)
    throw new ConflictError(`Another frame of this shot is called ${label}. Rename that one first.`, "label");
};

/** The first of A, B, … Z, A2, B2, … that no frame of the shot carries, archived ones included. */
export const nextLabel = (taken: readonly string[]): string => {
  const used = new Set(taken.map((label) => label.toUpperCase()));
  for (let n = 0; ; n++) {
    const round = Math.floor(n / 26);
    const label = `${String.fromCharCode(65 + (n % 26))}${round === 0 ? "" : round + 1}`;
    if (!used.has(label)) return label;
  }
};
