import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { packageImages } from "@/db/schema";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { openImages, touched } from "./access";
import { occupantOf } from "./slots";

export const RemovePackageImages = z.object({ imageIds: z.array(idOf("packageImage")).min(1).max(100) });
export const RestorePackageImages = RemovePackageImages.extend({});

/** Take pictures out of their package. They and their files are kept: `restorePackageImages` undoes it. */
export async function removePackageImages(ctx: StudioContext, input: z.input<typeof RemovePackageImages>) {
  requireMay(ctx, "edit characters and environments");
  const { imageIds } = RemovePackageImages.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { target } = await openImages(ctx, imageIds);
    await ctx.db
      .update(packageImages)
      .set({ removedAt: sql`now()`, updatedAt: sql`now()`, revision: sql`${packageImages.revision} + 1` })
      .where(and(inArray(packageImages.id, imageIds), eq(packageImages.teamId, ctx.teamId)));
    await touched(ctx, target, "removed package pictures", { count: imageIds.length });
    return { packageId: target.id, imageIds };
  });
}

/** Put pictures back where they stood. An angle that was filled meanwhile stays as it is: those become candidates (`late`). */
export async function restorePackageImages(ctx: StudioContext, input: z.input<typeof RestorePackageImages>) {
  requireMay(ctx, "edit characters and environments");
  const { imageIds } = RestorePackageImages.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { target, images } = await openImages(ctx, imageIds, { removed: true });
    const late: string[] = [];
    for (const image of images.filter(({ removedAt }) => removedAt !== null)) {
      const taken = image.slot !== null && (await occupantOf(ctx, target.id, image.slot)) !== null;
      if (taken) late.push(image.id);
      await ctx.db
        .update(packageImages)
        .set({
          removedAt: null,
          ...(taken ? { slot: null, signedOffBy: null, signedOffAt: null } : {}),
          updatedAt: sql`now()`,
          revision: sql`${packageImages.revision} + 1`,
        })
        .where(and(eq(packageImages.id, image.id), eq(packageImages.teamId, ctx.teamId)));
    }
    await touched(ctx, target, "put back package pictures", { count: images.length });
    return { packageId: target.id, late };
  });
}
