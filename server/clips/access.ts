import { and, eq } from "drizzle-orm";
import { clips } from "@/db/schema";
import { record, type StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";

export type ClipRow = typeof clips.$inferSelect;

/** The team's clip, locked for the rest of the transaction when asked. NotFoundError for another team's. */
export async function clipOrThrow(ctx: StudioContext, clipId: string, { lock = false } = {}): Promise<ClipRow> {
  const query = ctx.db
    .select()
    .from(clips)
    .where(and(eq(clips.id, clipId), eq(clips.teamId, ctx.teamId)));
  const [row] = await (lock ? query.for("update") : query);
  if (!row) throw new NotFoundError("The clip");
  return row;
}

/** Activity and announcement of a deed on a clip. */
export const clipTouched = (ctx: StudioContext, clip: ClipRow, verb: string, data: Record<string, unknown> = {}) =>
  record(ctx, {
    ...{ verb, topic: "clip", id: clip.id, projectId: clip.projectId },
    data: { name: clip.name, ...data },
  });
