import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { depthPairProblem } from "@/contract/environment/depth";
import { idOf, newId } from "@/contract/ids";
import { longText } from "@/contract/names";
import { environmentImages, environments } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError, NotFoundError } from "@/server/errors";
import { mediaOf } from "@/server/media/media-of";
import type { MediaRow } from "@/server/media/media-row";
import { environmentOrThrow, imageOrThrow, stateOrThrow } from "./access";
import { factsFor, type ImageRole } from "./judge";

const role = z.enum(["plate", "panorama", "depth"]);
const words = {
  state: longText("The state", 60),
  angle: longText("The angle", 120),
  source: longText("The source", 500),
  licence: longText("The licence", 200),
};

export const AddEnvironmentImages = z.object({
  environmentId: idOf("environment"),
  images: z
    .array(
      z.object({
        mediaId: idOf("media"),
        role: role.default("plate"),
        state: words.state.default(""),
        stateId: idOf("environmentState").nullable().default(null),
        angle: words.angle.default(""),
        source: words.source.default(""),
        licence: words.licence.default(""),
        /** Of a depth map: the picture it measures. */
        pairedWithId: idOf("environmentImage").nullable().default(null),
        /** Of a depth map. Left out: guessed from its ground and sky. */
        whiteIsNear: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(50),
});
export type AddEnvironmentImages = z.input<typeof AddEnvironmentImages>;
type Given = z.output<typeof AddEnvironmentImages>["images"][number];

/**
 * Add pictures of a place, all or none: plates, panoramas (2:1, scored here) and depth maps (of the shape of their
 * picture). The first picture becomes the cover. BadInputError names the picture that does not fit.
 */
export async function addEnvironmentImages(ctx: StudioContext, input: AddEnvironmentImages) {
  requireMay(ctx, "edit characters and environments");
  const { environmentId, images } = AddEnvironmentImages.parse(input);
  const environment = await environmentOrThrow(ctx, environmentId);
  // Measured first: decoding takes seconds, which a transaction should not.
  const known: Awaited<ReturnType<typeof measured>>[] = [];
  for (const given of images) known.push(await measured(ctx, environmentId, given));
  return withTransaction(ctx, async (ctx) => {
    const ids: string[] = [];
    for (const values of known) {
      const id = newId("environmentImage");
      const position = sql`(select coalesce(max(position), 0) + 1 from ${environmentImages} where environment_id = ${environmentId})`;
      const createdBy = ctx.actor.kind === "user" ? ctx.actor.id : null;
      await ctx.db
        .insert(environmentImages)
        .values({ id, teamId: ctx.teamId, environmentId, position, createdBy, ...values });
      ids.push(id);
    }
    const cover = known.find((one) => one.role !== "depth");
    if (cover && !environment.heroMediaId)
      await ctx.db
        .update(environments)
        .set({ heroMediaId: cover.mediaId })
        .where(and(eq(environments.id, environmentId), eq(environments.teamId, ctx.teamId)));
    const first = known[0]?.role ?? "plate";
    const verb = known.every((one) => one.role === first) ? addedWords[first] : addedWords.plate;
    const data = { count: ids.length };
    await record(ctx, { verb, topic: "environment", id: environmentId, projectId: environment.projectId, data });
    return { ids };
  });
}

const addedWords: Record<ImageRole, string> = {
  plate: "added plates to",
  panorama: "added a panorama to",
  depth: "added a depth map to",
};

/** One picture as a row: its state named, its pair of the same shape, its scores taken. */
const measured = async (ctx: StudioContext, environmentId: string, given: Given) => {
  const row = await mediaOf(ctx, given.mediaId);
  const state = await stateWord(ctx, environmentId, given.stateId);
  await requirePair(ctx, environmentId, row, given.role, given.pairedWithId);
  const { whiteIsNear, ...rest } = given;
  return { ...rest, ...(state === null ? {} : { state }), ...(await factsFor(ctx, row, given.role, whiteIsNear)) };
};

/** A picture carries its state's name too, so that lists and prompts need no second look. */
const stateWord = async (ctx: StudioContext, environmentId: string, stateId: string | null): Promise<string | null> => {
  if (stateId === null) return null;
  const state = await stateOrThrow(ctx, stateId);
  if (state.environmentId !== environmentId || state.removedAt) throw new NotFoundError("The state");
  return state.name;
};

const requirePair = async (
  ctx: StudioContext,
  environmentId: string,
  depth: MediaRow,
  as: ImageRole,
  pairedWithId: string | null,
) => {
  if (pairedWithId === null) return;
  if (as !== "depth") throw new BadInputError("Only a depth map is paired with a picture.", "pairedWithId");
  const partner = await imageOrThrow(ctx, pairedWithId);
  if (partner.environmentId !== environmentId) throw new NotFoundError("The picture of the depth map");
  if (partner.role === "depth")
    throw new BadInputError("A depth map measures a plate or a panorama, not another depth map.", "pairedWithId");
  const problem = depthPairProblem(depth, await mediaOf(ctx, partner.mediaId));
  if (problem) throw new BadInputError(problem, "pairedWithId");
};

export const UpdateEnvironmentImage = z.object({
  imageId: idOf("environmentImage"),
  role: role.optional(),
  state: words.state.optional(),
  stateId: idOf("environmentState").nullable().optional(),
  angle: words.angle.optional(),
  source: words.source.optional(),
  licence: words.licence.optional(),
  pairedWithId: idOf("environmentImage").nullable().optional(),
  whiteIsNear: z.boolean().optional(),
  /** True takes the picture out, false brings it back where it was. The file stays either way. */
  remove: z.boolean().optional(),
});
export type UpdateEnvironmentImage = z.input<typeof UpdateEnvironmentImage>;

/** Change what is named of one picture. Another role is checked and measured like a new picture. */
export async function updateEnvironmentImage(ctx: StudioContext, input: UpdateEnvironmentImage) {
  requireMay(ctx, "edit characters and environments");
  const { imageId, remove, ...values } = UpdateEnvironmentImage.parse(input);
  const image = await imageOrThrow(ctx, imageId);
  const environment = await environmentOrThrow(ctx, image.environmentId);
  const change = await checkedChange(ctx, image, values);
  return withTransaction(ctx, async (ctx) => {
    const set = { ...change, ...(remove === undefined ? {} : { removedAt: remove ? sql`now()` : null }) };
    const mine = and(eq(environmentImages.id, imageId), eq(environmentImages.teamId, ctx.teamId));
    if (Object.keys(set).length > 0) await ctx.db.update(environmentImages).set(set).where(mine);
    await record(ctx, {
      verb: remove === undefined ? "changed a plate of" : remove ? "removed a plate of" : "brought back a plate of",
      topic: "environment",
      id: environment.id,
      projectId: environment.projectId,
      data: { image: imageId, ...values },
    });
    return { environmentId: environment.id, mediaId: image.mediaId, state: image.state };
  });
}

type Change = Omit<z.output<typeof UpdateEnvironmentImage>, "imageId" | "remove">;

const checkedChange = async (ctx: StudioContext, image: Awaited<ReturnType<typeof imageOrThrow>>, values: Change) => {
  const next = values.role ?? image.role;
  const state = values.stateId === undefined ? null : await stateWord(ctx, image.environmentId, values.stateId);
  const row = values.role || values.pairedWithId ? await mediaOf(ctx, image.mediaId) : null;
  const pair = values.role && values.role !== "depth" ? null : values.pairedWithId;
  if (row && pair) {
    if (pair === image.id) throw new BadInputError("A depth map measures another picture, not itself.", "pairedWithId");
    await requirePair(ctx, image.environmentId, row, next, pair);
  }
  const facts = row && values.role ? await factsFor(ctx, row, values.role, values.whiteIsNear) : {};
  const words = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  const named = values.stateId === undefined ? {} : { state: state ?? values.state ?? "" };
  return { ...words, ...named, ...(pair === undefined ? {} : { pairedWithId: pair }), ...facts };
};
