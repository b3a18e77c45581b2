import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { code, displayName, longText, slugOf } from "@/contract/names";
import { environmentImages, environments, media, shots } from "@/db/schema";
import { orConflict } from "@/server/conflicts";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { mediaOf } from "@/server/media/media-of";
import { pictureColumns, toPicture } from "@/server/media/picture";
import { projectOrThrow } from "@/server/projects/access";

const fields = {
  name: displayName("The environment's name"),
  code: code("The environment's code").optional(),
  description: longText("The description", 5000),
};
const conflicts = {
  environments_project_code: ["Another environment of this project has this code already", "code"],
} as const;

export async function environmentOrThrow(ctx: StudioContext, environmentId: string) {
  const [row] = await ctx.db
    .select()
    .from(environments)
    .where(and(eq(environments.id, environmentId), eq(environments.teamId, ctx.teamId)));
  if (!row) throw new NotFoundError("The environment");
  return row;
}

export const CreateEnvironment = z.object({
  projectId: idOf("project"),
  ...fields,
  description: fields.description.default(""),
});
export type CreateEnvironment = z.input<typeof CreateEnvironment>;

/** A place of the project. The code defaults to the name in capitals. */
export async function createEnvironment(ctx: StudioContext, input: CreateEnvironment) {
  requireMay(ctx, "edit characters and environments");
  const { projectId, code: given, ...values } = CreateEnvironment.parse(input);
  return withTransaction(ctx, async (ctx) => {
    await projectOrThrow(ctx, projectId);
    const id = newId("environment");
    const ofName = slugOf(values.name).toUpperCase().replaceAll("-", "_").slice(0, 40).replace(/_+$/, "");
    const row = {
      id,
      teamId: ctx.teamId,
      projectId,
      code: given ?? ofName,
      createdBy: ctx.actor.kind === "user" ? ctx.actor.id : null,
      ...values,
    };
    await orConflict(ctx.db.insert(environments).values(row), conflicts);
    await record(ctx, {
      verb: "created the environment",
      topic: "environment",
      id,
      projectId,
      data: { name: values.name },
    });
    return { id, code: row.code };
  });
}

export const UpdateEnvironment = z.object({
  environmentId: idOf("environment"),
  name: fields.name.optional(),
  code: fields.code,
  description: fields.description.optional(),
  heroMediaId: idOf("media").nullable().optional(),
  archived: z.boolean().optional(),
});
export type UpdateEnvironment = z.input<typeof UpdateEnvironment>;

/** Change what is named; archiving keeps everything. */
export async function updateEnvironment(ctx: StudioContext, input: UpdateEnvironment) {
  requireMay(ctx, "edit characters and environments");
  const { environmentId, archived, ...values } = UpdateEnvironment.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { projectId } = await environmentOrThrow(ctx, environmentId);
    if (values.heroMediaId) await mediaOf(ctx, values.heroMediaId);
    const set = {
      ...values,
      ...(archived === undefined ? {} : { archivedAt: archived ? sql`now()` : null }),
      updatedAt: sql`now()`,
      revision: sql`${environments.revision} + 1`,
    };
    await orConflict(
      ctx.db
        .update(environments)
        .set(set)
        .where(and(eq(environments.id, environmentId), eq(environments.teamId, ctx.teamId))),
      conflicts,
    );
    const verb =
      archived === undefined
        ? "changed the environment"
        : archived
          ? "archived the environment"
          : "brought back the environment";
    await record(ctx, { verb, topic: "environment", id: environmentId, projectId, data: values });
    return { id: environmentId };
  });
}

export const AddEnvironmentImages = z.object({
  environmentId: idOf("environment"),
  images: z
    .array(z.object({ mediaId: idOf("media"), state: longText("The state", 60).default("") }))
    .min(1)
    .max(50),
});
export type AddEnvironmentImages = z.input<typeof AddEnvironmentImages>;

/** Add plates; `state` is what they show: dusk, night, flooded… The first picture becomes the cover. */
export async function addEnvironmentImages(ctx: StudioContext, input: AddEnvironmentImages) {
  requireMay(ctx, "edit characters and environments");
  const { environmentId, images } = AddEnvironmentImages.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const environment = await environmentOrThrow(ctx, environmentId);
    const ids: string[] = [];
    for (const [n, { mediaId, state }] of images.entries()) {
      await mediaOf(ctx, mediaId);
      const id = newId("environmentImage");
      const position = sql`(select coalesce(max(position), 0) + 1 from ${environmentImages} where environment_id = ${environmentId})`;
      const createdBy = ctx.actor.kind === "user" ? ctx.actor.id : null;
      await ctx.db
        .insert(environmentImages)
        .values({ id, teamId: ctx.teamId, environmentId, mediaId, state, position, createdBy });
      if (n === 0 && !environment.heroMediaId)
        await ctx.db.update(environments).set({ heroMediaId: mediaId }).where(eq(environments.id, environmentId));
      ids.push(id);
    }
    await record(ctx, {
      verb: "added plates",
      topic: "environment",
      id: environmentId,
      projectId: environment.projectId,
      data: { count: ids.length },
    });
    return { ids };
  });
}

export const UpdateEnvironmentImage = z.object({
  imageId: idOf("environmentImage"),
  state: longText("The state", 60).optional(),
  remove: z.boolean().default(false),
});

/** Name the state a plate shows, or take the plate out. The file stays. */
export async function updateEnvironmentImage(ctx: StudioContext, input: z.input<typeof UpdateEnvironmentImage>) {
  requireMay(ctx, "edit characters and environments");
  const { imageId, state, remove } = UpdateEnvironmentImage.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const mine = and(eq(environmentImages.id, imageId), eq(environmentImages.teamId, ctx.teamId));
    const [image] = await ctx.db.select().from(environmentImages).where(mine);
    if (!image) throw new NotFoundError("The plate");
    const environment = await environmentOrThrow(ctx, image.environmentId);
    if (remove) await ctx.db.delete(environmentImages).where(mine);
    else if (state !== undefined) await ctx.db.update(environmentImages).set({ state }).where(mine);
    const verb = remove ? "removed a plate" : "named a plate";
    await record(ctx, {
      verb,
      topic: "environment",
      id: environment.id,
      projectId: environment.projectId,
      data: { state },
    });
    return { environmentId: environment.id, mediaId: image.mediaId, state: image.state };
  });
}

export const ListEnvironments = z.object({ projectId: idOf("project") });

/** The project's places by name, each with its cover and how many plates and shots it has. */
export async function listEnvironments(ctx: StudioContext, input: z.input<typeof ListEnvironments>) {
  requireMay(ctx, "see the studio");
  const { projectId } = ListEnvironments.parse(input);
  await projectOrThrow(ctx, projectId);
  const { id, code: codeColumn, name } = environments;
  const rows = await ctx.db
    .select({
      id,
      code: codeColumn,
      name,
      description: sql<string>`left(${environments.description}, 240)`,
      plates: sql<number>`(select count(*)::int from ${environmentImages} where ${environmentImages.environmentId} = ${environments.id})`,
      shots: sql<number>`(select count(*)::int from ${shots} where ${shots.environmentId} = ${environments.id} and ${shots.archivedAt} is null)`,
      ...pictureColumns,
    })
    .from(environments)
    .leftJoin(media, eq(media.id, environments.heroMediaId))
    .where(
      and(eq(environments.teamId, ctx.teamId), eq(environments.projectId, projectId), isNull(environments.archivedAt)),
    )
    .orderBy(asc(environments.name));
  return rows.map(({ mediaId, width, height, colour, ...row }) => ({
    ...row,
    picture: toPicture({ mediaId, width, height, colour }),
  }));
}

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
