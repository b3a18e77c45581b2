import { and, asc, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
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
  const [cast, pictured, named] = await Promise.all([
    castIn(ctx, characterId),
    tookPicture(ctx, character),
    namedIn(ctx, character),
  ]);
  // A version that does both is told once, by its picture.
  const made = [...new Map([...named, ...pictured].map((one) => [one.id, one])).values()]
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id))
    .slice(0, most);
  return {
    shots: cast,
    versions: made.map(({ mediaId, width, height, colour, ...row }) => ({
      ...row,
      picture: toPicture({ mediaId, width, height, colour }),
    })),
  };
}

type Character = Awaited<ReturnType<typeof characterOrThrow>>;

const castIn = (ctx: StudioContext, characterId: string) =>
  ctx.db
    .select({ id: shots.id, code: shots.code, description: shots.description, status: shots.status })
    .from(shotCast)
    .innerJoin(shots, eq(shots.id, shotCast.shotId))
    .where(and(eq(shotCast.teamId, ctx.teamId), eq(shotCast.characterId, characterId), isNull(shots.archivedAt)))
    .orderBy(asc(shots.position), asc(shots.id));

/** The newest versions that `which` picks, of frames that are not put away. */
const versionsWhere = (ctx: StudioContext, { projectId }: Character, which: SQL | undefined) =>
  ctx.db
    .select({
      ...{ id: versions.id, number: versions.number, state: versions.state, title: versions.title },
      ...{ createdAt: versions.createdAt, shotCode: shots.code, frame: frames.label, ...pictureColumns },
    })
    .from(versions)
    .innerJoin(frames, eq(frames.id, versions.frameId))
    .innerJoin(shots, eq(shots.id, frames.shotId))
    .innerJoin(media, eq(media.id, versions.mediaId))
    .where(
      and(
        ...[eq(versions.teamId, ctx.teamId), eq(versions.projectId, projectId), which],
        ...[isNull(frames.archivedAt), isNull(shots.archivedAt)],
      ),
    )
    .orderBy(desc(versions.createdAt), desc(versions.id))
    .limit(most);

const tookPicture = async (ctx: StudioContext, character: Character) => {
  const pictures = ctx.db
    .selectDistinct({ id: packageImages.mediaId })
    .from(packageImages)
    .innerJoin(packages, eq(packages.id, packageImages.packageId))
    .where(
      and(
        ...[eq(packageImages.teamId, ctx.teamId), eq(packages.characterId, character.id)],
        ...[isNull(packageImages.removedAt), isNull(packages.archivedAt)],
      ),
    )
    .as("pictures");
  // Picture by picture, so that both halves are looked up in their index, however many versions there are.
  const ids = await ctx.db
    .select({ id: versions.id })
    .from(pictures)
    .innerJoin(versions, eq(versions.mediaId, pictures.id))
    .where(and(eq(versions.teamId, ctx.teamId), eq(versions.projectId, character.projectId)))
    .union(
      ctx.db
        .select({ id: versions.id })
        .from(pictures)
        .innerJoin(
          versions,
          sql`(${versions.recipe} -> 'inputs') @> jsonb_build_array(jsonb_build_object('mediaId', ${pictures.id}))`,
        )
        .where(and(eq(versions.teamId, ctx.teamId), eq(versions.projectId, character.projectId))),
    );
  if (ids.length === 0) return [];
  const found = await versionsWhere(
    ctx,
    character,
    inArray(
      versions.id,
      ids.map(({ id }) => id),
    ),
  );
  return found.map((row) => ({ ...row, why: "picture" as const }));
};

const namedIn = async (ctx: StudioContext, character: Character) => {
  // The word's own signs mean themselves; its neighbours may be no letter, digit, _ or -.
  const word = character.triggerWord?.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  if (!word) return [];
  const prompt = sql`lower(coalesce(${versions.recipe} -> 'params' ->> 'prompt', ''))`;
  const names = sql`${versions.recipe} is not null and ${prompt} ~ ${`(^|[^[:alnum:]_-])${word}([^[:alnum:]_-]|$)`}`;
  return (await versionsWhere(ctx, character, names)).map((row) => ({ ...row, why: "trigger word" as const }));
};
