import { and, eq, isNotNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { displayName, longText } from "@/contract/names";
import { angleIds, slotIds } from "@/contract/profile/angles";
import { characters, packageImages, packages } from "@/db/schema";
import { characterOrThrow } from "@/server/characters/access";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { mediaOf } from "@/server/media/media-of";

const packageOrThrow = async (ctx: StudioContext, packageId: string) => {
  const [row] = await ctx.db
    .select()
    .from(packages)
    .where(and(eq(packages.id, packageId), eq(packages.teamId, ctx.teamId)));
  if (!row) throw new NotFoundError("The package");
  return row;
};

const imageOrThrow = async (ctx: StudioContext, imageId: string) => {
  const [row] = await ctx.db
    .select({ image: packageImages, package: packages })
    .from(packageImages)
    .innerJoin(packages, eq(packages.id, packageImages.packageId))
    .where(and(eq(packageImages.id, imageId), eq(packageImages.teamId, ctx.teamId)));
  if (!row) throw new NotFoundError("The package picture");
  return row;
};

const touched = (
  ctx: StudioContext,
  target: typeof packages.$inferSelect,
  verb: string,
  data: Record<string, unknown>,
) => record(ctx, { verb, topic: "character", id: target.characterId, projectId: target.projectId, data });

export const CreatePackage = z.object({ characterId: idOf("character"), name: displayName("The outfit's name") });

/** A package for another outfit of a character. */
export async function createPackage(ctx: StudioContext, input: z.input<typeof CreatePackage>) {
  requireMay(ctx, "edit characters and environments");
  const { characterId, name } = CreatePackage.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { projectId } = await characterOrThrow(ctx, characterId);
    const row = { id: newId("package"), teamId: ctx.teamId, projectId, characterId, name };
    const [made] = await ctx.db.insert(packages).values(row).returning();
    if (made) await touched(ctx, made, "added an outfit", { name });
    return { id: row.id };
  });
}

export const AddPackageImages = z.object({
  packageId: idOf("package"),
  images: z
    .array(z.object({ mediaId: idOf("media"), slot: z.enum(slotIds).nullable().default(null) }))
    .min(1)
    .max(50),
  source: longText("The source", 300).default(""),
  licence: longText("The licence", 300).default(""),
  consent: z.boolean().default(false),
});
export type AddPackageImages = z.input<typeof AddPackageImages>;

/** Put pictures into a package: into a named slot, or as candidates. A taken angle sends its old picture to the tray. */
export async function addPackageImages(ctx: StudioContext, input: AddPackageImages) {
  requireMay(ctx, "edit characters and environments");
  const { packageId, images, ...rights } = AddPackageImages.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const target = await packageOrThrow(ctx, packageId);
    const ids: string[] = [];
    for (const { mediaId, slot } of images) {
      await mediaOf(ctx, mediaId);
      if (slot) await freeSlot(ctx, packageId, slot);
      const id = newId("packageImage");
      const createdBy = ctx.actor.kind === "user" ? ctx.actor.id : null;
      await ctx.db
        .insert(packageImages)
        .values({ id, teamId: ctx.teamId, packageId, mediaId, slot, createdBy, ...rights });
      ids.push(id);
    }
    const first = images.find((image) => image.slot === "front") ?? images[0];
    const [hero] = await ctx.db
      .select({ heroMediaId: characters.heroMediaId })
      .from(characters)
      .where(eq(characters.id, target.characterId));
    if (first && !hero?.heroMediaId)
      await ctx.db.update(characters).set({ heroMediaId: first.mediaId }).where(eq(characters.id, target.characterId));
    await touched(ctx, target, "added package pictures", { count: images.length });
    return { ids };
  });
}

/** The nine angles hold one picture each; close-ups and expressions hold any number. */
const freeSlot = async (ctx: StudioContext, packageId: string, slot: string) => {
  if (!angleIds.some((angle) => angle === slot)) return;
  await ctx.db
    .update(packageImages)
    .set({ slot: null })
    .where(
      and(eq(packageImages.packageId, packageId), isNotNull(packageImages.slot), sql`${packageImages.slot} = ${slot}`),
    );
};

export const SetSlot = z.object({ imageId: idOf("packageImage"), slot: z.enum(slotIds).nullable() });

/** Move a picture to a slot, or (null) back to the candidates. */
export async function setSlot(ctx: StudioContext, input: z.input<typeof SetSlot>) {
  requireMay(ctx, "edit characters and environments");
  const { imageId, slot } = SetSlot.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { image, package: target } = await imageOrThrow(ctx, imageId);
    if (slot) await freeSlot(ctx, image.packageId, slot);
    await ctx.db.update(packageImages).set({ slot }).where(eq(packageImages.id, imageId));
    await touched(ctx, target, "moved a package picture", { slot });
    return { id: imageId, slot, before: image.slot };
  });
}

export const RemovePackageImage = z.object({ imageId: idOf("packageImage") });

/** Take a picture out of its package. The file stays, so adding it again undoes this. */
export async function removePackageImage(ctx: StudioContext, input: z.input<typeof RemovePackageImage>) {
  requireMay(ctx, "edit characters and environments");
  const { imageId } = RemovePackageImage.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { image, package: target } = await imageOrThrow(ctx, imageId);
    await ctx.db.delete(packageImages).where(eq(packageImages.id, imageId));
    await touched(ctx, target, "removed a package picture", { slot: image.slot });
    return { packageId: image.packageId, mediaId: image.mediaId, slot: image.slot };
  });
}
