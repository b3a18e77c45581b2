import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { lightPhrase } from "@/contract/environment/phrase";
import { idOf } from "@/contract/ids";
import { environmentImages, environmentStates, environments, media, shots } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { pictureColumns, toPicture } from "@/server/media/picture";

export const GetEnvironment = z.object({ projectId: idOf("project"), code: z.string().max(60) });

/** One place by its code: its states with their light, all its pictures, and the shots set in it. */
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
  const { id, code, name, description, kind, prompt, archivedAt, revision } = row.environment;
  const [plates, states, scenes] = await Promise.all([picturesOf(ctx, id), statesOf(ctx, id), shotsIn(ctx, id)]);
  return {
    ...{ id, code, projectId, name, description, kind, prompt, archivedAt, revision },
    hero: toPicture(row),
    plates,
    states,
    shots: scenes,
  };
}

const picturesOf = async (ctx: StudioContext, environmentId: string) => {
  const { id, state, stateId, role, angle, pairedWithId, whiteIsNear, scores, source, licence } = environmentImages;
  const rows = await ctx.db
    .select({
      ...{ id, state, stateId, role, angle, pairedWithId, whiteIsNear, scores, source, licence },
      ...{ name: media.name, mime: media.mime, bytes: media.bytes, ...pictureColumns },
    })
    .from(environmentImages)
    .innerJoin(media, eq(media.id, environmentImages.mediaId))
    .where(
      and(
        eq(environmentImages.teamId, ctx.teamId),
        eq(environmentImages.environmentId, environmentId),
        isNull(environmentImages.removedAt),
      ),
    )
    .orderBy(asc(environmentImages.position), asc(environmentImages.createdAt));
  return rows.map(({ mediaId, width, height, colour, ...image }) => ({
    ...image,
    picture: { id: mediaId, width, height, colour },
  }));
};

const statesOf = async (ctx: StudioContext, environmentId: string) => {
  const { id, name, timeOfDay, azimuth, elevation, colour, intensity, flicker, phrase } = environmentStates;
  const rows = await ctx.db
    .select({ id, name, timeOfDay, azimuth, elevation, colour, intensity, flicker, phrase })
    .from(environmentStates)
    .where(
      and(
        eq(environmentStates.teamId, ctx.teamId),
        eq(environmentStates.environmentId, environmentId),
        isNull(environmentStates.removedAt),
      ),
    )
    .orderBy(asc(environmentStates.position), asc(environmentStates.createdAt));
  // The words a prompt gets: a person's own, or those the light makes.
  return rows.map((state) => ({ ...state, words: state.phrase === "" ? lightPhrase(state) : state.phrase }));
};

const shotsIn = (ctx: StudioContext, environmentId: string) =>
  ctx.db
    .select({
      ...{ id: shots.id, code: shots.code, description: shots.description, status: shots.status },
      stateId: shots.environmentStateId,
      move: shots.move,
    })
    .from(shots)
    .where(and(eq(shots.teamId, ctx.teamId), eq(shots.environmentId, environmentId), isNull(shots.archivedAt)))
    .orderBy(asc(shots.position));
