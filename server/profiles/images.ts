import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { slotIds } from "@/contract/profile/angles";
import { packageImages } from "@/db/schema";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { openImages, touched } from "./access";
import { occupantOf, stand } from "./slots";

export const SetSlot = z.object({ imageId: idOf("packageImage"), slot: z.enum(slotIds).nullable() });

/** Move a picture to a slot, or (null) back to the candidates. A taken angle sends its old picture to the tray. */
export async function setSlot(ctx: StudioContext, input: z.input<typeof SetSlot>) {
  requireMay(ctx, "edit characters and environments");
  const { imageId, slot } = SetSlot.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { target, images } = await openImages(ctx, [imageId]);
    const before = images[0]?.slot ?? null;
    const occupant = slot && (await occupantOf(ctx, target.id, slot));
    if (occupant && occupant.id !== imageId) await stand(ctx, occupant.id, null);
    await stand(ctx, imageId, slot);
    await touched(ctx, target, "moved a package picture", { slot });
    return { id: imageId, slot, before };
  });
}

export const RemovePackageImage = z.object({ imageId: idOf("packageImage") });

/** Take a picture out of its package. The file stays, so adding it again undoes this. */
export async function removePackageImage(ctx: StudioContext, input: z.input<typeof RemovePackageImage>) {
  requireMay(ctx, "edit characters and environments");
  const { imageId } = RemovePackageImage.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { target, images } = await openImages(ctx, [imageId]);
    const [image] = images;
    if (!image) throw new NotFoundError("The package picture");
    await ctx.db
      .update(packageImages)
      .set({ removedAt: sql`now()`, updatedAt: sql`now()`, revision: sql`${packageImages.revision} + 1` })
      .where(and(eq(packageImages.id, imageId), eq(packageImages.teamId, ctx.teamId)));
    await touched(ctx, target, "removed a package picture", { slot: image.slot });
    return { packageId: image.packageId, mediaId: image.mediaId, slot: image.slot };
  });
}
