import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { packageImages } from "@/db/schema";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { openImages, touched } from "./access";

export const JudgePackageImages = z.object({
  /** Keep true, discard false, undecided null. All of one package; the last word on a picture counts. */
  verdicts: z
    .array(z.object({ imageId: idOf("packageImage"), keep: z.boolean().nullable() }))
    .min(1)
    .max(500),
});

/** Keep, discard or leave undecided, many at once. `before` given to this verb undoes it. */
export async function judgePackageImages(ctx: StudioContext, input: z.input<typeof JudgePackageImages>) {
  requireMay(ctx, "edit characters and environments");
  const { verdicts } = JudgePackageImages.parse(input);
  const last = new Map(verdicts.map(({ imageId, keep }) => [imageId, keep]));
  return withTransaction(ctx, async (ctx) => {
    const { target, images } = await openImages(ctx, [...last.keys()]);
    const before = images.map(({ id: imageId, keep }) => ({ imageId, keep }));
    for (const keep of [true, false, null]) {
      const ids = [...last].flatMap(([id, verdict]) => (verdict === keep ? id : []));
      if (ids.length === 0) continue;
      await ctx.db
        .update(packageImages)
        .set({ keep, updatedAt: sql`now()`, revision: sql`${packageImages.revision} + 1` })
        .where(and(inArray(packageImages.id, ids), eq(packageImages.teamId, ctx.teamId)));
    }
    const count = (keep: boolean | null) => [...last.values()].filter((verdict) => verdict === keep).length;
    await touched(ctx, target, "judged package pictures", {
      ...{ kept: count(true), discarded: count(false), undecided: count(null) },
    });
    return { packageId: target.id, before };
  });
}
