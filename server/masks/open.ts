import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { toBase64 } from "@/contract/mask/codec/base64";
import { MAX_MASK_PIXELS } from "@/contract/mask/limits";
import { masks, versions } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { PreconditionError } from "@/server/errors";
import { mediaOf } from "@/server/media/media-of";
import { versionOrThrow } from "@/server/storyboard/access";
import { type MaskRow, maskOrThrow, opsAfter, readLog } from "./log";

export const OpenMask = z.object({ versionId: idOf("version") });

/** The inpaint mask of a version, made on first opening, exactly as large as its picture. Ops come with a checkpoint to draw them on. */
export async function openMask(ctx: StudioContext, input: z.input<typeof OpenMask>) {
  requireMay(ctx, "paint masks");
  const { versionId } = OpenMask.parse(input);
  return documentOf(ctx, (await inpaintMask(ctx, versionId)) ?? (await createMask(ctx, versionId)));
}

export const OpenLayer = z.object({ maskId: idOf("mask") });

/** Any one layer with its log, as `openMask` answers it. */
export async function openLayer(ctx: StudioContext, input: z.input<typeof OpenLayer>) {
  requireMay(ctx, "paint masks");
  return documentOf(ctx, await maskOrThrow(ctx, OpenLayer.parse(input).maskId));
}

const documentOf = async (ctx: StudioContext, mask: MaskRow) => {
  const { checkpoint, checkpointSeq, ops } = await readLog(ctx, mask);
  const { id, versionId, width, height, post } = mask;
  return {
    ...{ id, versionId, width, height, post },
    // What the log says, which may be newer than the row that was read before it.
    headSeq: ops.at(-1)?.seq ?? checkpointSeq,
    checkpoint: checkpoint && toBase64(checkpoint),
    checkpointSeq,
    ops,
  };
};

const inpaintMask = async (ctx: StudioContext, versionId: string) => {
  const [mask] = await ctx.db
    .select()
    .from(masks)
    .where(
      and(
        eq(masks.versionId, versionId),
        eq(masks.teamId, ctx.teamId),
        eq(masks.kind, "inpaint"),
        isNull(masks.deletedAt),
      ),
    )
    .orderBy(asc(masks.createdAt), asc(masks.id))
    .limit(1);
  return mask;
};

const createMask = (ctx: StudioContext, versionId: string) =>
  withTransaction(ctx, async (ctx) => {
    const { projectId, width, height } = await lockVersion(ctx, versionId);
    // Somebody else may have opened it while we waited.
    const known = await inpaintMask(ctx, versionId);
    if (known) return known;
    const [mask] = await ctx.db
      .insert(masks)
      .values({
        ...{ id: newId("mask"), teamId: ctx.teamId, projectId, versionId, width, height },
        createdBy: ctx.actor.id,
      })
      .returning();
    if (!mask) throw new Error("The new mask row did not come back");
    await record(ctx, { verb: "opened a mask", topic: "mask", id: mask.id, projectId, data: { versionId } });
    return mask;
  });

/** One after another where layers of a version are made; answers the size they must have. Inside a transaction. */
export async function lockVersion(ctx: StudioContext, versionId: string) {
  const { mediaId, projectId } = await versionOrThrow(ctx, versionId);
  await ctx.db.select({ id: versions.id }).from(versions).where(eq(versions.id, versionId)).for("update");
  const { width, height } = await mediaOf(ctx, mediaId);
  if (width * height > MAX_MASK_PIXELS)
    throw new PreconditionError(
      `This picture has ${Math.round((width * height) / 1e6)} megapixels; masks go up to ${Math.round(MAX_MASK_PIXELS / 1e6)}. Make a smaller version with “Crop and resize” first.`,
    );
  return { projectId, width, height };
}

export const MaskOpsAfter = z.object({ maskId: idOf("mask"), seq: z.number().int().min(0) });

/** What other people painted since `seq`. */
export async function maskOpsAfter(ctx: StudioContext, input: z.input<typeof MaskOpsAfter>) {
  requireMay(ctx, "paint masks");
  const { maskId, seq } = MaskOpsAfter.parse(input);
  const { headSeq, post } = await maskOrThrow(ctx, maskId);
  return { headSeq, post, ops: seq < headSeq ? await opsAfter(ctx, maskId, seq) : [] };
}

export const MaskOpsBefore = z.object({ maskId: idOf("mask"), seq: z.number().int().min(1) });
const atOnce = 256;

/** The log up to op `seq` on an older checkpoint, so that undo reaches further back. `checkpointSeq` 0 is the blank beginning. */
export async function maskOpsBefore(ctx: StudioContext, input: z.input<typeof MaskOpsBefore>) {
  requireMay(ctx, "paint masks");
  const { maskId, seq } = MaskOpsBefore.parse(input);
  const mask = await maskOrThrow(ctx, maskId);
  const { checkpoint, checkpointSeq, ops } = await readLog(ctx, mask, { before: Math.max(0, seq - atOnce) });
  return { checkpoint: checkpoint && toBase64(checkpoint), checkpointSeq, ops: ops.filter((op) => op.seq <= seq) };
}
