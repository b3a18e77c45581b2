import { createHash } from "node:crypto";
import { and, eq, inArray, isNull } from "drizzle-orm";
import type { MeasuredAgainst, Standing } from "@/contract/profile/measured-against";
import { packageImages } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { approvedImages, packagesOf } from "./references";

type Placed = { id: string; slot: string | null; keep: boolean | null; yaw: number | null; pitch: number | null };

/** Changes when a picture comes, goes, or looks elsewhere; not with words on it. 16 hex digits. */
const digestOf = (images: readonly Placed[]): string =>
  createHash("sha256")
    .update(
      JSON.stringify(
        images
          .filter(({ slot, keep }) => slot !== null || keep !== false)
          .map(({ id, slot, yaw, pitch }) => [id, slot, yaw, pitch])
          .toSorted(([a], [b]) => String(a).localeCompare(String(b))),
      ),
    )
    .digest("hex")
    .slice(0, 16);

/** What faces of these characters are laid beside now, as a measurement keeps it: the pictures of `referencesOf`. */
export async function standingOf(ctx: StudioContext, characterIds: readonly string[]): Promise<MeasuredAgainst> {
  const chosen = await packagesOf(ctx, characterIds);
  if (chosen.length === 0) return {};
  const ids = chosen.map(({ id }) => id);
  const [images, approved] = await Promise.all([
    ctx.db
      .select({
        ...{ id: packageImages.id, packageId: packageImages.packageId, slot: packageImages.slot },
        ...{ keep: packageImages.keep, yaw: packageImages.yaw, pitch: packageImages.pitch },
      })
      .from(packageImages)
      .where(
        and(
          ...[eq(packageImages.teamId, ctx.teamId), inArray(packageImages.packageId, ids)],
          isNull(packageImages.removedAt),
        ),
      ),
    approvedImages(ctx, ids),
  ]);
  return Object.fromEntries(
    chosen.map(({ id: packageId, characterId, approvedRevision: revision }): [string, Standing] => {
      const standing = approved.get(packageId) ?? images.filter((image) => image.packageId === packageId);
      return [
        characterId,
        { packageId, revision: approved.has(packageId) ? revision : null, digest: digestOf(standing) },
      ];
    }),
  );
}
