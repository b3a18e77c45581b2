import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { readiness } from "@/contract/profile/angles";
import { characters, media, packageImages, packages, shotCast, shots } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { isOneOf } from "@/server/is-one-of";
import { pictureColumns, toPicture } from "@/server/media/picture";
import { projectOrThrow } from "@/server/projects/access";

export const ListCharacters = z.object({
  projectId: idOf("project"),
  /** Only the first so many: what a page draws before the whole bible is there. */
  limit: z.number().int().min(1).max(1000).optional(),
});

const tierOrder = sql`array_position(array['lead','support','extra'], ${characters.tier})`;

/** The bible: leads first, each with its picture, how full its best package is, and in how many shots it plays. */
export async function listCharacters(ctx: StudioContext, input: z.input<typeof ListCharacters>) {
  requireMay(ctx, "see the studio");
  const { projectId, limit } = ListCharacters.parse(input);
  const query = ctx.db
    .select({
      id: characters.id,
      code: characters.code,
      name: characters.name,
      tier: characters.tier,
      status: characters.status,
      triggerWord: characters.triggerWord,
      description: sql<string>`left(${characters.description}, 240)`,
      ...pictureColumns,
    })
    .from(characters)
    .leftJoin(media, eq(media.id, characters.heroMediaId))
    .where(and(eq(characters.teamId, ctx.teamId), eq(characters.projectId, projectId), isNull(characters.archivedAt)))
    .orderBy(tierOrder, asc(characters.name), asc(characters.id))
    .$dynamic();
  const [rows] = await Promise.all([limit === undefined ? query : query.limit(limit), projectOrThrow(ctx, projectId)]);
  const ids = rows.map((row) => row.id);
  const [slots, uses] = await Promise.all([slotsOf(ctx, ids), usesOf(ctx, ids)]);
  return rows.map(({ mediaId, width, height, colour, ...row }) => ({
    ...row,
    picture: toPicture({ mediaId, width, height, colour }) ?? slots.get(row.id)?.picture ?? null,
    readiness: bestOf(slots.get(row.id)?.filled.values()),
    shots: uses.get(row.id) ?? 0,
  }));
}

/** The package that comes farthest speaks for the character. */
const bestOf = (packages: Iterable<string[]> = []) =>
  [...packages].map(readiness).reduce((best, one) => (one.have > best.have ? one : best), readiness([]));

const slotsOf = async (ctx: StudioContext, ids: string[]) => {
  const found = new Map<string, { filled: Map<string, string[]>; picture: ReturnType<typeof toPicture> }>();
  if (ids.length === 0) return found;
  const { packageId, slot } = packageImages;
  const rows = await ctx.db
    .select({ characterId: packages.characterId, packageId, slot, ...pictureColumns })
    .from(packageImages)
    .innerJoin(packages, eq(packages.id, packageId))
    .innerJoin(media, eq(media.id, packageImages.mediaId))
    .where(
      and(
        eq(packageImages.teamId, ctx.teamId),
        isOneOf(packages.characterId, ids),
        isNull(packageImages.removedAt),
        isNull(packages.archivedAt),
      ),
    )
    .orderBy(sql`${slot} = 'front' desc nulls last`, asc(packageImages.createdAt));
  for (const row of rows) {
    const entry = found.get(row.characterId) ?? { filled: new Map<string, string[]>(), picture: toPicture(row) };
    if (row.slot) entry.filled.set(row.packageId, [...(entry.filled.get(row.packageId) ?? []), row.slot]);
    found.set(row.characterId, entry);
  }
  return found;
};

const usesOf = async (ctx: StudioContext, ids: string[]) => {
  if (ids.length === 0) return new Map<string, number>();
  const rows = await ctx.db
    .select({ id: shotCast.characterId, shots: sql<number>`count(*)::int` })
    .from(shotCast)
    .innerJoin(shots, eq(shots.id, shotCast.shotId))
    .where(and(eq(shotCast.teamId, ctx.teamId), isOneOf(shotCast.characterId, ids), isNull(shots.archivedAt)))
    .groupBy(shotCast.characterId);
  return new Map(rows.map((row) => [row.id, row.shots]));
};
