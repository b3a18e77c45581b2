import { and, desc, eq, gt, lt, sql } from "drizzle-orm";
import { packMask, unpackMask } from "@/contract/mask/codec/pack";
import { replay } from "@/contract/mask/replay";
import { TiledMask } from "@/contract/mask/tiles";
import { maskCheckpoints, maskOps } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { type MaskRow, readLog } from "./log";

/** Opening replays about this many strokes at most. */
const every = 64;
/** Every checkpoint is kept this far back, so that a late undo redraws little; beyond it one of each `sparse` ops. */
const covered = 256;
const sparse = 1_024;
/** An op over the whole frame costs as much to draw again as many strokes. */
const heavy = 16;

/**
 * Draws a checkpoint once enough was painted since the last one that still counts, and thins old ones. The log alone is
 * the truth: this runs after the ops are safe, and two at once write the same pixels.
 */
export async function keepCheckpoints(ctx: StudioContext, mask: MaskRow): Promise<void> {
  if ((await weightSince(ctx, mask)) < every) return;
  const { checkpoint, checkpointSeq, ops } = await readLog(ctx, mask);
  const last = ops.at(-1);
  if (!last || ops.reduce((sum, { op }) => sum + weightOf(op.kind), 0) < every) return;
  const drawn = replay(checkpoint ? await unpackMask(checkpoint) : new TiledMask(mask.width, mask.height), ops);
  // What lies between holds an op that was taken back since.
  await ctx.db
    .delete(maskCheckpoints)
    .where(
      and(
        eq(maskCheckpoints.maskId, mask.id),
        gt(maskCheckpoints.seq, checkpointSeq),
        lt(maskCheckpoints.seq, last.seq),
      ),
    );
  await ctx.db
    .insert(maskCheckpoints)
    .values({ maskId: mask.id, seq: last.seq, tiles: await packMask(drawn) })
    .onConflictDoNothing();
  await thin(ctx, mask.id, last.seq);
}

const light = new Set(["stroke", "rect", "ellipse", "poly", "clear", "fill", "undo"]);
const weightOf = (kind: string): number => (light.has(kind) ? 1 : heavy);

/** An undo weighs as much as a checkpoint is worth: it may have made the last one stale. */
const weightSince = async (ctx: StudioContext, { id }: MaskRow): Promise<number> => {
  const [newest] = await ctx.db
    .select({ seq: maskCheckpoints.seq })
    .from(maskCheckpoints)
    .where(eq(maskCheckpoints.maskId, id))
    .orderBy(desc(maskCheckpoints.seq))
    .limit(1);
  const kinds = await ctx.db
    .select({ kind: maskOps.kind, ops: sql<number>`count(*)::int` })
    .from(maskOps)
    .where(and(eq(maskOps.maskId, id), gt(maskOps.seq, newest?.seq ?? 0)))
    .groupBy(maskOps.kind);
  return kinds.reduce((sum, { kind, ops }) => sum + ops * (kind === "undo" ? every : weightOf(kind)), 0);
};

const thin = (ctx: StudioContext, maskId: string, headSeq: number) =>
  ctx.db.execute(sql`
    delete from mask_checkpoints old
    where old.mask_id = ${maskId} and old.seq < ${headSeq - covered - every} and exists (
      select 1 from mask_checkpoints kept
      where kept.mask_id = old.mask_id and kept.seq / ${sparse} = old.seq / ${sparse}
        and kept.seq > old.seq and kept.seq < ${headSeq - covered - every})`);
