import { and, asc, desc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { frames, media, packageImages, packages, shotCast, shots, versions } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { pictureColumns, toPicture } from "@/server/media/picture";
import { characterOrThrow } from "./access";

export const CharacterUses = z.object({ characterId: idOf("character") });

const most = 200;

/**
 * Where a character is used: the shots that cast them, and the versions whose recipe took one of the pictures
 * that stand in an outfit now, or names their trigger word. The newest 200 versions.
 */
export async function characterUses(ctx: StudioContext, input: z.input<typeof CharacterUses>) {
  requireMay(ctx, "see the studio");
  const { characterId } = CharacterUses.parse(input);
  const character = await characterOrThrow(ctx, characterId);
  const pictures = await ctx.db
    .selectDistinct({ id: packageImages.mediaId })
    .from(packageImages)
    .innerJoin(packages, eq(packages.id, packageImages.packageId))
    .where(
      and(
        ...[eq(packageImages.teamId, ctx.teamId), eq(packages.characterId, characterId)],
        ...[isNull(packageImages.removedAt), isNull(packages.archivedAt)],
      ),
    );
  const ids = pictures.map(({ id }) => id);
  const prompt = sql`lower(coalesce(${versions.recipe} -> 'params' ->> 'prompt', ''))`;
  // The word's own signs mean themselves; its neighbours may be no letter, digit, _ or -.
  const word = character.triggerWord?.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const took = ids.length > 0 ? or(inArray(versions.mediaId, ids), inputsAmong(ids)) : undefined;
  const names = word ? sql`${prompt} ~ ${`(^|[^[:alnum:]_-])${word}([^[:alnum:]_-]|$)`}` : undefined;
  const [cast, made] = await Promise.all([
    ctx.db
      .select({ id: shots.id, code: shots.code, description: shots.description, status: shots.status })
      .from(shotCast)
      .innerJoin(shots, eq(shots.id, shotCast.shotId))
      .where(and(eq(shotCast.teamId, ctx.teamId), eq(shotCast.characterId, characterId), isNull(shots.archivedAt)))
      .orderBy(asc(shots.position), asc(shots.id)),
    took || names
      ? ctx.db
          .select({
            id: versions.id,
            number: versions.number,
            state: versions.state,
            title: versions.title,
            createdAt: versions.createdAt,
            shotCode: shots.code,
            frame: frames.label,
            byPicture: took ? sql<boolean>`(${took})` : sql<boolean>`false`,
            ...pictureColumns,
          })
          .from(versions)
          .innerJoin(frames, eq(frames.id, versions.frameId))
          .innerJoin(shots, eq(shots.id, frames.shotId))
          .innerJoin(media, eq(media.id, versions.mediaId))
          .where(
            and(
              eq(versions.teamId, ctx.teamId),
              eq(versions.projectId, character.projectId),
              isNull(frames.archivedAt),
              isNull(shots.archivedAt),
              or(took, names),
            ),
          )
          .orderBy(desc(versions.createdAt), desc(versions.id))
          .limit(most)
      : [],
  ]);
  return {
    shots: cast,
    versions: made.map(({ mediaId, width, height, colour, byPicture, ...row }) => ({
      ...row,
      why: byPicture ? ("picture" as const) : ("trigger word" as const),
      picture: toPicture({ mediaId, width, height, colour }),
    })),
  };
}

const inputsAmong = (ids: string[]) => sql`exists (
  select 1 from jsonb_array_elements(coalesce(${versions.recipe} -> 'inputs', '[]'::jsonb)) as input
  where ${inArray(sql`input ->> 'mediaId'`, ids)}
)`;
