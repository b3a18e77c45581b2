import { and, eq, inArray, isNull } from "drizzle-orm";
import { packageImages, packages } from "@/db/schema";
import { characterOrThrow, refuseLocked } from "@/server/characters/access";
import { record, type StudioContext } from "@/server/context";
import { NotFoundError, PreconditionError } from "@/server/errors";

export type PackageRow = typeof packages.$inferSelect;
export type PackageImageRow = typeof packageImages.$inferSelect;

/** The team's package, locked for the rest of the transaction when asked. NotFoundError for another team's. */
export const packageOrThrow = async (ctx: StudioContext, packageId: string, { lock = false } = {}) => {
  const query = ctx.db
    .select()
    .from(packages)
    .where(and(eq(packages.id, packageId), eq(packages.teamId, ctx.teamId)));
  const [row] = await (lock ? query.for("update") : query);
  if (!row) throw new NotFoundError("The package");
  return row;
};

/**
 * The package, locked for this transaction, if its pictures may still change. Refuses a locked or archived one, and one of
 * a locked character.
 */
export const openPackage = async (ctx: StudioContext, packageId: string) => {
  const row = await packageOrThrow(ctx, packageId, { lock: true });
  if (row.status === "locked")
    throw new PreconditionError(`The package “${row.name}” is locked: unlock it to change it.`);
  if (row.archivedAt) throw new PreconditionError(`The outfit “${row.name}” is archived: bring it back to change it.`);
  // After the package, everywhere in this order: nobody locks the character between this look and the write.
  refuseLocked(await characterOrThrow(ctx, row.characterId, { lock: true }));
  return row;
};

/**
 * The pictures of these ids, all of one package, which is locked for this transaction. `removed` looks among those that
 * were taken out; `closed` takes a package that may not change, too. NotFoundError if one is missing, PreconditionError if
 * the package may not change.
 */
export const openImages = async (
  ctx: StudioContext,
  imageIds: readonly string[],
  { removed = false, closed = false } = {},
) => {
  const [first] = await findImages(ctx, imageIds.slice(0, 1));
  if (!first) throw new NotFoundError("The package picture");
  const target = closed
    ? await packageOrThrow(ctx, first.packageId, { lock: true })
    : await openPackage(ctx, first.packageId);
  // Read again under the lock: another may have moved them a moment ago.
  const images = (await findImages(ctx, imageIds)).filter((image) => image.packageId === target.id);
  const there = images.filter((image) => removed || image.removedAt === null);
  if (there.length !== new Set(imageIds).size) throw new NotFoundError("A package picture");
  return { target, images: there };
};

const findImages = (ctx: StudioContext, imageIds: readonly string[]) =>
  ctx.db
    .select()
    .from(packageImages)
    .where(and(inArray(packageImages.id, [...imageIds]), eq(packageImages.teamId, ctx.teamId)));

/** The pictures of a package that were not taken out, in the order they came. */
export const imagesOf = (ctx: StudioContext, packageId: string) =>
  ctx.db
    .select()
    .from(packageImages)
    .where(
      and(
        eq(packageImages.teamId, ctx.teamId),
        eq(packageImages.packageId, packageId),
        isNull(packageImages.removedAt),
      ),
    )
    .orderBy(packageImages.position, packageImages.createdAt, packageImages.id);

/** Activity and announcement of a deed on a package: it is told as the character's. */
export const touched = (ctx: StudioContext, target: PackageRow, verb: string, data: Record<string, unknown> = {}) =>
  record(ctx, {
    ...{ verb, topic: "character", id: target.characterId, projectId: target.projectId },
    data: { packageId: target.id, outfit: target.name, ...data },
  });
