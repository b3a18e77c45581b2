import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { displayName } from "@/contract/names";
import { clips, jobs } from "@/db/schema";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { ConflictError } from "@/server/errors";
import { clipOrThrow, clipTouched } from "./access";
import { queueReading } from "./queue-reading";

export const RemoveClip = z.object({ clipId: idOf("clip"), removed: z.boolean().default(true) });

/** Take a clip off the list, or put it back (`removed: false`). Pictures grabbed from it stay where they are. */
export async function removeClip(ctx: StudioContext, input: z.input<typeof RemoveClip>) {
  requireMay(ctx, "edit characters and environments");
  const { clipId, removed } = RemoveClip.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const clip = await clipOrThrow(ctx, clipId, { lock: true });
    const removedAt = removed ? sql`now()` : null;
    await ctx.db.update(clips).set({ removedAt }).where(eq(clips.id, clipId));
    await clipTouched(ctx, clip, removed ? "removed a clip" : "put a clip back");
    return { id: clipId, removed };
  });
}

export const RenameClip = z.object({ clipId: idOf("clip"), name: displayName("The clip's name") });

/** Call a clip something else. */
export async function renameClip(ctx: StudioContext, input: z.input<typeof RenameClip>) {
  requireMay(ctx, "edit characters and environments");
  const { clipId, name } = RenameClip.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const clip = await clipOrThrow(ctx, clipId, { lock: true });
    await ctx.db.update(clips).set({ name }).where(eq(clips.id, clipId));
    await clipTouched(ctx, { ...clip, name }, "renamed a clip", { before: clip.name });
    return { id: clipId, name, before: clip.name };
  });
}

export const ReadClipAgain = z.object({ clipId: idOf("clip") });

/** Have a clip read once more: after its reading was cancelled or failed. Refused while one is on its way. */
export async function readClipAgain(ctx: StudioContext, input: z.input<typeof ReadClipAgain>) {
  requireMay(ctx, "queue passes");
  const { clipId } = ReadClipAgain.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const clip = await clipOrThrow(ctx, clipId, { lock: true });
    const [job] = await ctx.db
      .select({ state: jobs.state })
      .from(jobs)
      .where(eq(jobs.id, clip.jobId ?? ""));
    if (job && ["ready", "delayed", "leased"].includes(job.state))
      throw new ConflictError(`“${clip.name}” is being read already.`);
    await clipTouched(ctx, clip, "had a clip read again");
    return { jobId: await queueReading(ctx, clip) };
  });
}
