import { and, eq, isNull, sql } from "drizzle-orm";
import { angleIds, type Slot } from "@/contract/profile/angles";
import { packageImages } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import type { PackageImageRow } from "./access";

/** Angles hold one picture each; close-ups and expressions any number. */
export const holdsOne = (slot: Slot | null): boolean => angleIds.some((angle) => angle === slot);

/** The picture in an angle slot of a package, if there is one. Ask under the package's lock. */
export const occupantOf = async (
  ctx: StudioContext,
  packageId: string,
  slot: Slot,
): Promise<PackageImageRow | null> => {
  if (!holdsOne(slot)) return null;
  const [row] = await ctx.db
    .select()
    .from(packageImages)
    .where(
      and(
        eq(packageImages.teamId, ctx.teamId),
        eq(packageImages.packageId, packageId),
        eq(packageImages.slot, slot),
        isNull(packageImages.removedAt),
      ),
    );
  return row ?? null;
};

/** Writes where a picture stands, and its verdict if one is given. Its sign-off was for the place it leaves, so it ends. */
export const stand = async (
  ctx: StudioContext,
  imageId: string,
  slot: Slot | null,
  keep?: boolean | null,
): Promise<void> => {
  await ctx.db
    .update(packageImages)
    .set({
      ...{ slot, signedOffBy: null, signedOffAt: null, updatedAt: sql`now()` },
      ...(keep === undefined ? {} : { keep }),
      revision: sql`${packageImages.revision} + 1`,
    })
    .where(and(eq(packageImages.id, imageId), eq(packageImages.teamId, ctx.teamId)));
};
