import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { readiness } from "@/contract/profile/angles";
import { characters, media, packageImages, packages, shotCast, shots } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { pictureColumns, toPicture } from "@/server/media/picture";

export const GetCharacter = z.object({ projectId: idOf("project"), code: z.string().max(60) });

/** One character by its code, with its packages slot by slot and the shots it plays in. */
export async function getCharacter(ctx: StudioContext, input: z.input<typeof GetCharacter>) {
  requireMay(ctx, "see the studio");
  const { projectId, code } = GetCharacter.parse(input);
  const [row] = await ctx.db
    .select({ character: characters, ...pictureColumns })
    .from(characters)
    .leftJoin(media, eq(media.id, characters.heroMediaId))
    .where(and(eq(characters.teamId, ctx.teamId), eq(characters.projectId, projectId), eq(characters.code, code)));
  if (!row) throw new NotFoundError(`The character ${code}`);
  const { character } = row;
  const [outfits, images, appearances] = await Promise.all([
    ctx.db
      .select()
      .from(packages)
      .where(and(eq(packages.teamId, ctx.teamId), eq(packages.characterId, character.id)))
      .orderBy(asc(packages.position), asc(packages.createdAt)),
    packagePictures(ctx, character.id),
    ctx.db
      .select({ id: shots.id, code: shots.code, description: shots.description, status: shots.status })
      .from(shotCast)
      .innerJoin(shots, eq(shots.id, shotCast.shotId))
      .where(and(eq(shotCast.teamId, ctx.teamId), eq(shotCast.characterId, character.id), isNull(shots.archivedAt)))
      .orderBy(asc(shots.position)),
  ]);
  const { id, name, tier, status, description, triggerWord, archivedAt, revision } = character;
  return {
    ...{ id, code: character.code, projectId, name, tier, status, description, triggerWord, archivedAt, revision },
    hero: toPicture(row),
    packages: outfits.map((outfit) => {
      const mine = images.filter((image) => image.packageId === outfit.id);
      return {
        id: outfit.id,
        name: outfit.name,
        images: mine,
        readiness: readiness(mine.flatMap((image) => (image.slot ? [image.slot] : []))),
      };
    }),
    shots: appearances,
  };
}

const packagePictures = async (ctx: StudioContext, characterId: string) => {
  const { id, packageId, slot, source, licence, consent } = packageImages;
  const rows = await ctx.db
    .select({ id, packageId, slot, source, licence, consent, name: media.name, ...pictureColumns })
    .from(packageImages)
    .innerJoin(packages, eq(packages.id, packageImages.packageId))
    .innerJoin(media, eq(media.id, packageImages.mediaId))
    .where(
      and(eq(packageImages.teamId, ctx.teamId), eq(packages.characterId, characterId), isNull(packageImages.removedAt)),
    )
    .orderBy(asc(packageImages.createdAt));
  return rows.map(({ mediaId, width, height, colour, ...row }) => ({
    ...row,
    picture: { id: mediaId, width, height, colour },
  }));
};
