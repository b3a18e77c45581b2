import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { environmentImages, environments, media, shots } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { pictureColumns, toPicture } from "@/server/media/picture";

export const GetEnvironment = z.object({ projectId: idOf("project"), code: z.string().max(60) });

/** One place by its code, with its plates and the shots set in it. */
export async function getEnvironment(ctx: StudioContext, input: z.input<typeof GetEnvironment>) {
  requireMay(ctx, "see the studio");
  const { projectId, code: wanted } = GetEnvironment.parse(input);
  const mine = and(
    eq(environments.teamId, ctx.teamId),
    eq(environments.projectId, projectId),
    eq(environments.code, wanted),
  );
  const [row] = await ctx.db
    .select({ environment: environments, ...pictureColumns })
    .from(environments)
    .leftJoin(media, eq(media.id, environments.heroMediaId))
    .where(mine);
  if (!row) throw new NotFoundError(`The environment ${wanted}`);
  const { id, code: codeText, name, description, archivedAt, revision } = row.environment;
  const [plates, scenes] = await Promise.all([
    ctx.db
      .select({ id: environmentImages.id, state: environmentImages.state, name: media.name, ...pictureColumns })
      .from(environmentImages)
      .innerJoin(media, eq(media.id, environmentImages.mediaId))
      .where(eq(environmentImages.environmentId, id))
      .orderBy(asc(environmentImages.position)),
    ctx.db
      .select({ id: shots.id, code: shots.code, description: shots.description, status: shots.status })
      .from(shots)
      .where(and(eq(shots.teamId, ctx.teamId), eq(shots.environmentId, id), isNull(shots.archivedAt)))
      .orderBy(asc(shots.position)),
  ]);
  return {
    ...{ id, code: codeText, projectId, name, description, archivedAt, revision },
    hero: toPicture(row),
    plates: plates.map(({ mediaId, width, height, colour, ...plate }) => ({
      ...plate,
      picture: { id: mediaId, width, height, colour },
    })),
    shots: scenes,
  };
}
