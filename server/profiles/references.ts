import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { directionOf } from "@/contract/profile/directions";
import type { Reference } from "@/contract/profile/likeness";
import { grouped } from "@/contract/script/grouped";
import { packageImages, packageRevisions, packages } from "@/db/schema";
import type { StudioContext } from "@/server/context";

/** The package a character is measured against: an approved outfit before others, then the first. */
type Chosen = { id: string; characterId: string; name: string; approvedRevision: number | null };

/** One package for each of these characters that has one. */
export async function packagesOf(ctx: StudioContext, characterIds: readonly string[]): Promise<Chosen[]> {
  if (characterIds.length === 0) return [];
  const rows = await ctx.db
    .select({
      ...{ id: packages.id, characterId: packages.characterId, name: packages.name },
      approvedRevision: packages.approvedRevision,
    })
    .from(packages)
    .where(
      and(
        ...[eq(packages.teamId, ctx.teamId), isNull(packages.archivedAt)],
        inArray(packages.characterId, [...new Set(characterIds)]),
      ),
    )
    .orderBy(asc(packages.position), asc(packages.createdAt), asc(packages.id));
  return [...grouped(rows, ({ characterId }) => characterId).values()].flatMap(
    (own) => own.find(({ approvedRevision }) => approvedRevision !== null) ?? own[0] ?? [],
  );
}

/** Where each picture of the packages' approved revisions stood, by package; one without an approved revision is left out. */
export async function approvedImages(ctx: StudioContext, packageIds: readonly string[]) {
  const rows = await ctx.db
    .select({ packageId: packageRevisions.packageId, images: packageRevisions.images })
    .from(packageRevisions)
    .innerJoin(
      packages,
      and(eq(packages.id, packageRevisions.packageId), eq(packages.approvedRevision, packageRevisions.number)),
    )
    .where(and(eq(packageRevisions.teamId, ctx.teamId), inArray(packageRevisions.packageId, [...packageIds])));
  return new Map(
    rows.map(({ packageId, images }) => [
      packageId,
      images.map(({ imageId: id, slot, keep, yaw = null, pitch = null }) => ({ id, slot, keep, yaw, pitch })),
    ]),
  );
}

/**
 * The pictures faces of these characters are laid beside: of the approved revision, else of the package as it is, without
 * discarded ones. Embeddings only of `model`, since those of two models say nothing about each other.
 */
export async function referencesOf(
  ctx: StudioContext,
  characterIds: readonly string[],
  model: string | null,
): Promise<Reference[]> {
  const chosen = await packagesOf(ctx, characterIds);
  if (chosen.length === 0) return [];
  const ids = chosen.map(({ id }) => id);
  const [images, approved] = await Promise.all([
    ctx.db
      .select()
      .from(packageImages)
      .where(and(eq(packageImages.teamId, ctx.teamId), inArray(packageImages.packageId, ids))),
    approvedImages(ctx, ids),
  ]);
  const byId = new Map(images.map((image) => [image.id, image]));
  return chosen.flatMap(({ id, characterId }) => {
    const standing =
      approved.get(id) ?? images.filter(({ packageId, removedAt }) => packageId === id && removedAt === null);
    return standing.flatMap(({ id: imageId, slot, keep, yaw, pitch }): Reference[] => {
      const image = byId.get(imageId);
      if (!image || (keep === false && slot === null)) return [];
      const looking = { slot, yaw: yaw ?? image.yaw, pitch: pitch ?? image.pitch };
      const { face, reading } = image.checks ?? {};
      const comparable = model !== null && reading?.model === model && reading.faces === 1;
      return [
        { imageId, characterId, direction: directionOf(looking), embedding: (comparable && face?.embedding) || null },
      ];
    });
  });
}
