import { and, asc, eq, isNotNull, isNull } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { readiness } from "@/contract/profile/angles";
import { loraName } from "@/contract/prompt/lora-name";
import { characters, media, packageImages, packages, projects, shotCast, shots } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { pictureColumns, toPicture } from "@/server/media/picture";

export const GetCharacter = z.object({ projectId: idOf("project"), code: z.string().max(60) });

/** One character by its code, with its packages slot by slot and the shots it plays in. */
export async function getCharacter(ctx: StudioContext, input: z.input<typeof GetCharacter>) {
  requireMay(ctx, "see the studio");
  const { projectId, code } = GetCharacter.parse(input);
  const [row] = await ctx.db
    .select({ character: characters, projectNegative: projects.defaultNegative, ...pictureColumns })
    .from(characters)
    .innerJoin(projects, eq(projects.id, characters.projectId))
    .leftJoin(media, eq(media.id, characters.heroMediaId))
    .where(and(eq(characters.teamId, ctx.teamId), eq(characters.projectId, projectId), eq(characters.code, code)));
  if (!row) throw new NotFoundError(`The character ${code}`);
  const { character } = row;
  const [outfits, images, appearances, loras] = await Promise.all([
    ctx.db
      .select()
      .from(packages)
      .where(and(eq(packages.teamId, ctx.teamId), eq(packages.characterId, character.id), isNull(packages.archivedAt)))
      .orderBy(asc(packages.position), asc(packages.createdAt)),
    packagePictures(ctx, character.id),
    ctx.db
      .select({ id: shots.id, code: shots.code, description: shots.description, status: shots.status })
      .from(shotCast)
      .innerJoin(shots, eq(shots.id, shotCast.shotId))
      .where(and(eq(shotCast.teamId, ctx.teamId), eq(shotCast.characterId, character.id), isNull(shots.archivedAt)))
      .orderBy(asc(shots.position)),
    ctx.db
      .select({ name: packages.loraName })
      .from(packages)
      .where(
        and(
          eq(packages.teamId, ctx.teamId),
          eq(packages.projectId, projectId),
          isNotNull(packages.loraName),
          isNull(packages.archivedAt),
        ),
      ),
  ]);
  const takenNames = loras.flatMap(({ name }) => name ?? []);
  const { teamId: _, heroMediaId: __, startMediaId, createdBy: ___, updatedAt: ____, ...words } = character;
  return {
    ...words,
    /** The picture they began as, kept whatever becomes of the package. */
    startMediaId,
    projectNegative: row.projectNegative,
    hero: toPicture(row),
    packages: outfits.map((outfit) => {
      const mine = images.filter((image) => image.packageId === outfit.id);
      return {
        id: outfit.id,
        name: outfit.name,
        description: outfit.description,
        hair: outfit.hair,
        props: outfit.props,
        loraName: outfit.loraName,
        /** A free name after the rule (E6), to be kept with one press. */
        suggestedLoraName: loraName(
          character,
          outfit.name,
          takenNames.filter((name) => name !== outfit.loraName),
        ),
        status: outfit.status,
        revision: outfit.revision,
        images: mine,
        readiness: readiness(mine.flatMap((image) => (image.slot ? [image.slot] : []))),
      };
    }),
    shots: appearances,
  };
}

const packagePictures = async (ctx: StudioContext, characterId: string) => {
  const { id, packageId, slot, keep, source, licence, consent, depicts, origin, revision } = packageImages;
  const rows = await ctx.db
    .select({
      id,
      packageId,
      slot,
      keep,
      source,
      licence,
      consent,
      depicts,
      origin,
      revision,
      name: media.name,
      ...pictureColumns,
    })
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
