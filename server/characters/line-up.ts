import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { characters, media, packageImages, packages } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { pictureColumns, toPicture } from "@/server/media/picture";
import { projectOrThrow } from "@/server/projects/access";

export const LineUp = z.object({ projectId: idOf("project") });

const tierOrder = sql`array_position(array['lead','support','extra'], ${characters.tier})`;

/** The cast side by side: each character's height and the picture that shows most of the body. At most 200. */
export async function lineUp(ctx: StudioContext, input: z.input<typeof LineUp>) {
  requireMay(ctx, "see the studio");
  const { projectId } = LineUp.parse(input);
  await projectOrThrow(ctx, projectId);
  const { id, code, name, heightCm, tier } = characters;
  const cast = await ctx.db
    .select({ id, code, name, heightCm, tier, ...pictureColumns })
    .from(characters)
    .leftJoin(media, eq(media.id, characters.heroMediaId))
    .where(and(eq(characters.teamId, ctx.teamId), eq(characters.projectId, projectId), isNull(characters.archivedAt)))
    .orderBy(tierOrder, asc(name), asc(id))
    .limit(200);
  if (cast.length === 0) return [];
  const whole = await ctx.db
    .selectDistinctOn([packages.characterId], { characterId: packages.characterId, ...pictureColumns })
    .from(packageImages)
    .innerJoin(packages, eq(packages.id, packageImages.packageId))
    .innerJoin(media, eq(media.id, packageImages.mediaId))
    .where(
      and(
        eq(packageImages.teamId, ctx.teamId),
        eq(packageImages.slot, "full-body"),
        isNull(packageImages.removedAt),
        inArray(
          packages.characterId,
          cast.map((row) => row.id),
        ),
      ),
    )
    .orderBy(packages.characterId, asc(packages.position), asc(packageImages.createdAt));
  const bodies = new Map(whole.map((row) => [row.characterId, toPicture(row)]));
  return cast.map(({ mediaId, width, height, colour, ...row }) => {
    const body = bodies.get(row.id) ?? null;
    return { ...row, picture: body ?? toPicture({ mediaId, width, height, colour }), wholeBody: body !== null };
  });
}
