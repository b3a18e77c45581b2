import { and, asc, eq, gt } from "drizzle-orm";
import { unpackMask } from "@/contract/mask/codec/pack";
import type { LoggedOp, MaskOp } from "@/contract/mask/ops";
import { checkpointFits, replay } from "@/contract/mask/replay";
import { TiledMask } from "@/contract/mask/tiles";
import { maskOps, masks } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";

export type MaskRow = typeof masks.$inferSelect;

export async function maskOrThrow(ctx: StudioContext, maskId: string, { lock = false } = {}): Promise<MaskRow> {
  const query = ctx.db
    .select()
    .from(masks)
    .where(and(eq(masks.id, maskId), eq(masks.teamId, ctx.teamId)));
  const [mask] = lock ? await query.for("update") : await query;
  if (!mask) throw new NotFoundError("The mask");
  return mask;
}

/** The ops after `seq`, in the order the server gave them. */
export async function opsAfter(ctx: StudioContext, maskId: string, seq: number): Promise<LoggedOp[]> {
  const rows = await ctx.db
    .select()
    .from(maskOps)
    .where(and(eq(maskOps.maskId, maskId), gt(maskOps.seq, seq)))
    .orderBy(asc(maskOps.seq));
  return rows.map((row) => ({ id: row.clientOpId, op: row.payload as MaskOp, seq: row.seq, actorId: row.actorId }));
}

/** A checkpoint and the ops after it; no checkpoint when an undo reaches back behind it. */
export async function readLog(
  ctx: StudioContext,
  mask: MaskRow,
): Promise<{ checkpoint: Uint8Array | null; checkpointSeq: number; ops: LoggedOp[] }> {
  if (mask.checkpoint) {
    const ops = await opsAfter(ctx, mask.id, mask.checkpointSeq);
    if (checkpointFits(ops)) return { checkpoint: mask.checkpoint, checkpointSeq: mask.checkpointSeq, ops };
  }
  return { checkpoint: null, checkpointSeq: 0, ops: await opsAfter(ctx, mask.id, 0) };
}

/** The mask as its log draws it, before grow, feather and invert. */
export async function drawMask(ctx: StudioContext, mask: MaskRow): Promise<TiledMask> {
  const { checkpoint, ops } = await readLog(ctx, mask);
  return replay(checkpoint ? await unpackMask(checkpoint) : new TiledMask(mask.width, mask.height), ops);
}
