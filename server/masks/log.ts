import { and, asc, desc, eq, gt, lte } from "drizzle-orm";
import { unpackMask } from "@/contract/mask/codec/pack";
import type { LoggedOp, MaskOp } from "@/contract/mask/ops";
import { checkpointFits, replay } from "@/contract/mask/replay";
import { TiledMask } from "@/contract/mask/tiles";
import { maskCheckpoints, maskOps, masks } from "@/db/schema";
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

/** The ops after `seq` (up to `until`), in the order the server gave them. */
export async function opsAfter(
  ctx: StudioContext,
  maskId: string,
  seq: number,
  until = 2_147_483_647,
): Promise<LoggedOp[]> {
  const rows = await ctx.db
    .select()
    .from(maskOps)
    .where(and(eq(maskOps.maskId, maskId), gt(maskOps.seq, seq), lte(maskOps.seq, until)))
    .orderBy(asc(maskOps.seq));
  return rows.map((row) => ({ id: row.clientOpId, op: row.payload as MaskOp, seq: row.seq, actorId: row.actorId }));
}

type Log = { checkpoint: Uint8Array | null; checkpointSeq: number; ops: LoggedOp[] };

/**
 * The newest checkpoint that holds no op taken back later, and the ops after it. `before` looks for one at or below a
 * number; `until` ends the log there, as it was then.
 */
export async function readLog(
  ctx: StudioContext,
  mask: Pick<MaskRow, "id">,
  { before = 2_147_483_647, until = 2_147_483_647 } = {},
): Promise<Log> {
  const seqs = await ctx.db
    .select({ seq: maskCheckpoints.seq })
    .from(maskCheckpoints)
    .where(and(eq(maskCheckpoints.maskId, mask.id), lte(maskCheckpoints.seq, Math.min(before, until))))
    .orderBy(desc(maskCheckpoints.seq));
  let known: LoggedOp[] = [];
  let from = until;
  for (const { seq } of seqs) {
    known = [...(await opsAfter(ctx, mask.id, seq, from)), ...known];
    from = seq;
    if (!checkpointFits(known)) continue;
    const [row] = await ctx.db
      .select({ tiles: maskCheckpoints.tiles })
      .from(maskCheckpoints)
      .where(and(eq(maskCheckpoints.maskId, mask.id), eq(maskCheckpoints.seq, seq)));
    // Thinned out between the two questions: an older one does as well.
    if (row) return { checkpoint: row.tiles, checkpointSeq: seq, ops: known };
  }
  return { checkpoint: null, checkpointSeq: 0, ops: [...(await opsAfter(ctx, mask.id, 0, from)), ...known] };
}

/** The mask as its log draws it (up to op `until`), before grow, feather and invert. */
export async function drawMask(
  ctx: StudioContext,
  mask: Pick<MaskRow, "id" | "width" | "height">,
  until?: number,
): Promise<TiledMask> {
  const { checkpoint, ops } = await readLog(ctx, mask, until === undefined ? {} : { until });
  return replay(checkpoint ? await unpackMask(checkpoint) : new TiledMask(mask.width, mask.height), ops);
}
