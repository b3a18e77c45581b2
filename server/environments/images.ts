import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { longText } from "@/contract/names";
import { environmentImages, environments } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { mediaOf } from "@/server/media/media-of";
import { environmentOrThrow } from "./access";

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
