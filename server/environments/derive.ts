import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { environmentImages } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError } from "@/server/errors";
import { derivePicture } from "@/server/media/decoder";
import { ingest } from "@/server/media/ingest";
import { mediaOf } from "@/server/media/media-of";
import type { MediaRow } from "@/server/media/media-row";
import { notDecodable } from "@/server/media/refusals";
import type { PictureMime } from "@/server/media/sniff";
import { environmentOrThrow, imageOrThrow } from "./access";
import { scoresOf } from "./judge";

type Image = Awaited<ReturnType<typeof imageOrThrow>>;
type How = Parameters<typeof derivePicture>[0]["derive"];

/** A new picture made of an old one's pixels, kept like every other. */
const made = async (ctx: StudioContext, row: MediaRow, derive: How, ending: string): Promise<MediaRow> => {
  const out = await ctx.storage.temporaryPath();
  const mime = row.mime as PictureMime;
  const done = await derivePicture({ path: await ctx.storage.localPath(row.storageKey), mime, derive, out });
  if ("refused" in done) throw notDecodable(row.name, done, mime);
  return ingest(ctx, { temporaryPath: out, name: `${row.name.replace(/\.[^.]*$/, "")}-${ending}.png` });
};

type NewRow = Pick<Image, "role" | "angle" | "pairedWithId" | "whiteIsNear" | "scores">;

const insertBeside = async (ctx: StudioContext, image: Image, mediaId: string, row: NewRow, from: string) => {
  const id = newId("environmentImage");
  const { teamId, environmentId, state, stateId, licence, position } = image;
  const createdBy = ctx.actor.kind === "user" ? ctx.actor.id : null;
  const source = image.source === "" ? from : `${image.source} (${from})`;
  const values = { teamId, environmentId, state, stateId, licence, position, createdBy, source };
  await ctx.db.insert(environmentImages).values({ id, mediaId, ...values, ...row });
  return id;
};

export const InvertDepth = z.object({ imageId: idOf("environmentImage") });

/**
 * Turn a depth map over: a new picture in which white is where black was takes the old one's place; the old one is taken
 * out, not lost. Undo with `updateImage`: remove the new, bring back the old.
 */
export async function invertDepth(ctx: StudioContext, input: z.input<typeof InvertDepth>) {
  requireMay(ctx, "edit characters and environments");
  const { imageId } = InvertDepth.parse(input);
  const image = await imageOrThrow(ctx, imageId);
  if (image.role !== "depth") throw new BadInputError("Only a depth map can be inverted. This picture is not one.");
  const environment = await environmentOrThrow(ctx, image.environmentId);
  const row = await mediaOf(ctx, image.mediaId);
  const turned = await made(ctx, row, { kind: "invert" }, "inverted");
  return withTransaction(ctx, async (ctx) => {
    const { role, angle, pairedWithId } = image;
    const whiteIsNear = !(image.whiteIsNear ?? true);
    const id = await insertBeside(
      ctx,
      image,
      turned.id,
      { role, angle, pairedWithId, whiteIsNear, scores: null },
      `inverted from ${row.name}`,
    );
    await ctx.db
      .update(environmentImages)
      .set({ removedAt: sql`now()` })
      .where(and(eq(environmentImages.id, imageId), eq(environmentImages.teamId, ctx.teamId)));
    await record(ctx, {
      verb: "inverted the depth of",
      topic: "environment",
      id: environment.id,
      projectId: environment.projectId,
      data: { from: imageId, to: id },
    });
    return { id, mediaId: turned.id, replaced: imageId };
  });
}

export const TurnPanorama = z.object({
  imageId: idOf("environmentImage"),
  /** Where the seam goes: to the middle, as a plate to repaint; or back to the edge, as a panorama with new scores. */
  seam: z.enum(["middle", "edge"]),
});

/** A panorama turned by half its width, as a new picture beside the old one. BadInputError when it is not 2:1. */
export async function turnPanorama(ctx: StudioContext, input: z.input<typeof TurnPanorama>) {
  requireMay(ctx, "edit characters and environments");
  const { imageId, seam } = TurnPanorama.parse(input);
  const image = await imageOrThrow(ctx, imageId);
  const environment = await environmentOrThrow(ctx, image.environmentId);
  if (image.role === "depth" || (seam === "middle" && image.role !== "panorama"))
    throw new BadInputError("Only a panorama has a seam to move. Make this picture a panorama first.");
  const row = await mediaOf(ctx, image.mediaId);
  const turned = await made(ctx, row, { kind: "shift", share: 0.5 }, `seam-${seam}`);
  const scores = seam === "edge" ? await scoresOf(ctx, turned) : null;
  return withTransaction(ctx, async (ctx) => {
    const angle = seam === "middle" ? "Seam in the middle" : image.angle.replace("Seam in the middle", "");
    const role = seam === "middle" ? "plate" : "panorama";
    const beside = { role, angle, pairedWithId: null, whiteIsNear: null, scores } as const;
    const id = await insertBeside(ctx, image, turned.id, beside, `turned by half from ${row.name}`);
    await record(ctx, {
      verb: "turned the panorama of",
      topic: "environment",
      id: environment.id,
      projectId: environment.projectId,
      data: { from: imageId, to: id, seam },
    });
    return { id, mediaId: turned.id, scores };
  });
}
