import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { toBase64 } from "@/contract/mask/codec/base64";
import { MAX_MASK_PIXELS } from "@/contract/mask/limits";
import { masks } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { PreconditionError } from "@/server/errors";
import { mediaOf } from "@/server/media/media-of";
import { versionOrThrow } from "@/server/storyboard/access";
import { maskOrThrow, opsAfter, readLog } from "./log";

export const OpenMask = z.object({ versionId: idOf("version") });

/** The mask of a version, made on first opening, exactly as large as its picture. Ops come with a checkpoint to draw them on. */
export async function openMask(ctx: StudioContext, input: z.input<typeof OpenMask>) {
  requireMay(ctx, "paint masks");
  const { versionId } = OpenMask.parse(input);
  const mask = (await firstMask(ctx, versionId)) ?? (await createMask(ctx, versionId));
  const { checkpoint, checkpointSeq, ops } = await readLog(ctx, mask);
  const { id, width, height, post, headSeq } = mask;
  return {
    id,
    versionId,
    width,
    height,
    post,
    headSeq,
    checkpoint: checkpoint && toBase64(checkpoint),
    checkpointSeq,
    ops,
  };
}

const firstMask = async (ctx: StudioContext, versionId: string) => {
  const mine = and(eq(masks.versionId, versionId), eq(masks.teamId, ctx.teamId));
  const [mask] = await ctx.db.select().from(masks).where(mine).orderBy(asc(masks.createdAt)).limit(1);
  return mask;
};

const createMask = (ctx: StudioContext, versionId: string) =>
  withTransaction(ctx, async (ctx) => {
    const version = await versionOrThrow(ctx, versionId);
    const { width, height } = await mediaOf(ctx, version.mediaId);
    if (width * height > MAX_MASK_PIXELS)
      throw new PreconditionError(
        `This picture has ${Math.round((width * height) / 1e6)} megapixels; masks go up to ${Math.round(MAX_MASK_PIXELS / 1e6)}. Make a smaller version with “Crop and resize” first.`,
      );
    const [mask] = await ctx.db
      .insert(masks)
      .values({ id: newId("mask"), teamId: ctx.teamId, projectId: version.projectId, versionId, width, height })
      .returning();
    if (!mask) throw new Error("The new mask row did not come back");
    await record(ctx, {
      verb: "opened a mask",
      topic: "mask",
      id: mask.id,
      projectId: version.projectId,
      data: { versionId },
    });
    return mask;
  });

export const MaskOpsAfter = z.object({ maskId: idOf("mask"), seq: z.number().int().min(0) });

/** What other people painted since `seq`. */
export async function maskOpsAfter(ctx: StudioContext, input: z.input<typeof MaskOpsAfter>) {
  requireMay(ctx, "paint masks");
  const { maskId, seq } = MaskOpsAfter.parse(input);
  const { headSeq, post } = await maskOrThrow(ctx, maskId);
  return { headSeq, post, ops: seq < headSeq ? await opsAfter(ctx, maskId, seq) : [] };
}
