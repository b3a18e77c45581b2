import { and, eq } from "drizzle-orm";
import { ClipFactsShape } from "@/contract/profile/clip-facts";
import { clips, media } from "@/db/schema";
import { announce, type StudioContext } from "@/server/context";
import { BadInputError } from "@/server/errors";
import type { Job } from "@/server/queue/states";

/** The clip a job reads, locked; undefined when it is gone or another reading took its place. */
const clipOfJob = async (ctx: StudioContext, job: Job) => {
  const [clip] = await ctx.db
    .select()
    .from(clips)
    .where(and(eq(clips.id, job.subjectId ?? ""), eq(clips.teamId, ctx.teamId), eq(clips.jobId, job.id)))
    .for("update");
  return clip;
};

/** Keep what a node read of a clip; inside the transaction that ends the job. BadInputError when the numbers disagree. */
export async function keepReading(
  ctx: StudioContext,
  job: Job,
  given: unknown,
  sheetMediaIds: readonly string[],
): Promise<void> {
  const parsed = ClipFactsShape.safeParse(given);
  if (!parsed.success) throw new BadInputError(`What was read of the clip does not hold: ${parsed.error.message}`);
  const { data: facts } = parsed;
  const { columns, rows } = facts.sheet;
  if (sheetMediaIds.length !== Math.ceil(facts.frames / (columns * rows)))
    throw new BadInputError(`${facts.frames} frames do not fit the ${sheetMediaIds.length} sheets that came.`);
  const clip = await clipOfJob(ctx, job);
  if (!clip) return;
  const done = { state: "ready" as const, error: null, facts, sheetMediaIds: [...sheetMediaIds] };
  await ctx.db.update(clips).set(done).where(eq(clips.id, clip.id));
  // The film's own row learns its size: nothing on the server could measure it.
  await ctx.db
    .update(media)
    .set({ width: facts.width, height: facts.height })
    .where(and(eq(media.id, clip.mediaId), eq(media.teamId, ctx.teamId)));
  announce(ctx, { topic: "clip", id: clip.id, projectId: clip.projectId });
}

/** A reading ended without a result. The film's own fault is remembered with it; any other may be tried again. */
export async function endReading(ctx: StudioContext, job: Job, broken: string | null): Promise<void> {
  const clip = await clipOfJob(ctx, job);
  if (!clip) return;
  if (broken !== null) await ctx.db.update(clips).set({ state: "broken", error: broken }).where(eq(clips.id, clip.id));
  announce(ctx, { topic: "clip", id: clip.id, projectId: clip.projectId });
}
