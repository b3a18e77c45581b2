import { and, eq } from "drizzle-orm";
import { grabFrames as pass } from "@/contract/passes/film/grab-frames";
import { memberships, users } from "@/db/schema";
import { announce, type StudioContext } from "@/server/context";
import { StudioError } from "@/server/errors";
import { addPackageImages } from "@/server/profiles/add-images";
import type { Job } from "@/server/queue/states";

type Grabbed = { mediaId: string; label: string };

/** In the name of who asked, with the rights they have now; null when they left the team. */
const asWhoAsked = async (ctx: StudioContext, userId: string): Promise<StudioContext | null> => {
  const [member] = await ctx.db
    .select({ id: users.id, name: users.name, role: memberships.role })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.teamId, ctx.teamId), eq(memberships.userId, userId)));
  return member ? { ...ctx, actor: { kind: "user", ...member } } : null;
};

/**
 * Put grabbed frames into the package they were asked for; inside the transaction that ends the job. When the package
 * was locked or archived meanwhile, or who asked may no longer change it, the frames stay with the job.
 */
export async function keepFrames(ctx: StudioContext, job: Job, grabbed: readonly Grabbed[]): Promise<void> {
  const { frames, into } = pass.params.parse(job.recipe.params);
  if (!into) return;
  const asker = await asWhoAsked(ctx, job.createdBy);
  const { packageId, clipId, slots, ...rights } = into;
  const images = grabbed.map(({ mediaId }, at) => {
    const frame = frames[at] ?? 0;
    const origin = { origin: "clip" as const, clipId, clipFrame: frame };
    return { mediaId, slot: slots[String(frame)] ?? null, ...origin };
  });
  if (asker)
    try {
      // A savepoint: what is refused half way leaves nothing behind, and the job ends all the same.
      await ctx.db.transaction((db) => addPackageImages({ ...asker, db }, { packageId, images, ...rights }));
    } catch (error) {
      if (!(error instanceof StudioError)) throw error;
    }
  announce(ctx, { topic: "clip", id: clipId, projectId: job.projectId });
}
