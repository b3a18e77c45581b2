import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { packageImages } from "@/db/schema";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { imagesOf, openImages, type PackageRow, touched } from "./access";
import { displacedBy, restoreSignOffs } from "./sign-offs";
import { occupantOf, stand } from "./slots";

const imageIds = z.array(idOf("packageImage")).min(1).max(100);
export const RemovePackageImages = z.object({
  imageIds,
  /** Taking back that one added them: who gave way to them stands in its angle again. */
  undo: z.boolean().default(false),
});
export const RestorePackageImages = z.object({ imageIds });

/** Take pictures out of their package. They and their files are kept: `restorePackageImages` undoes it. */
export async function removePackageImages(ctx: StudioContext, input: z.input<typeof RemovePackageImages>) {
  requireMay(ctx, "edit characters and environments");
  const { imageIds, undo } = RemovePackageImages.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { target } = await openImages(ctx, imageIds);
    await ctx.db
      .update(packageImages)
      .set({ removedAt: sql`now()`, updatedAt: sql`now()`, revision: sql`${packageImages.revision} + 1` })
      .where(and(inArray(packageImages.id, imageIds), eq(packageImages.teamId, ctx.teamId)));
    if (undo) await standAgain(ctx, target, imageIds);
    await touched(ctx, target, "removed package pictures", { count: imageIds.length });
    return { packageId: target.id, imageIds };
  });
}

/** Pictures that gave way to those added go back to their angle with their sign-off, unless it was filled meanwhile. */
const standAgain = async (ctx: StudioContext, target: PackageRow, added: readonly string[]): Promise<void> => {
  const places = await displacedBy(ctx, target, added);
  const living = new Map((await imagesOf(ctx, target.id)).map((image) => [image.id, image]));
  for (const { imageId, slot } of places) {
    if (living.get(imageId)?.slot !== null || (await occupantOf(ctx, target.id, slot)) !== null) continue;
    await stand(ctx, imageId, slot);
  }
  await restoreSignOffs(ctx, target, places);
};

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
