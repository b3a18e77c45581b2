import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { packMask } from "@/contract/mask/codec/pack";
import { MaskPost } from "@/contract/mask/document";
import { ClientOp } from "@/contract/mask/ops";
import { checkpointFits, replay } from "@/contract/mask/replay";
import { TiledMask } from "@/contract/mask/tiles";
import { maskOps, masks } from "@/db/schema";
import { announce, requireMay, requireUser, type StudioContext, withTransaction } from "@/server/context";
import { type MaskRow, maskOrThrow, opsAfter } from "./log";

export const AppendMaskOps = z.object({ maskId: idOf("mask"), ops: z.array(ClientOp).min(1).max(500) });
export type AppendMaskOps = z.input<typeof AppendMaskOps>;

/** Strokes enter the log in the order they arrive. The same batch sent twice is kept once: ops are known by their client id. */
export async function appendMaskOps(ctx: StudioContext, input: AppendMaskOps) {
  requireMay(ctx, "paint masks");
  const { id: actorId } = requireUser(ctx);
  const { maskId, ops } = AppendMaskOps.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const mask = await maskOrThrow(ctx, maskId, { lock: true });
    const known = new Set(
      (
        await knownIds(
          ctx,
          maskId,
          ops.map((op) => op.id),
        )
      ).map((row) => row.clientOpId),
    );
    const fresh = ops.filter((op, n) => !known.has(op.id) && ops.findIndex((other) => other.id === op.id) === n);
    const rows = fresh.map(({ id, op }, n) => ({
      maskId,
      seq: mask.headSeq + n + 1,
      clientOpId: id,
      actorId,
      kind: op.kind,
      payload: op,
    }));
    if (rows.length > 0) {
      await ctx.db.insert(maskOps).values(rows);
      const headSeq = mask.headSeq + rows.length;
      await ctx.db
        .update(masks)
        .set({ headSeq, updatedBy: actorId, updatedAt: sql`now()`, revision: sql`${masks.revision} + 1` })
        .where(eq(masks.id, maskId));
      await moveCheckpoint(ctx, { ...mask, headSeq });
      announce(ctx, { topic: "mask", id: maskId, projectId: mask.projectId });
    }
    const seqs = await knownIds(
      ctx,
      maskId,
      ops.map((op) => op.id),
    );
    return {
      headSeq: mask.headSeq + rows.length,
      acknowledged: seqs.map(({ clientOpId, seq }) => ({ id: clientOpId, seq })),
    };
  });
}

const knownIds = (ctx: StudioContext, maskId: string, ids: string[]) =>
  ctx.db
    .select({ clientOpId: maskOps.clientOpId, seq: maskOps.seq })
    .from(maskOps)
    .where(sql`${maskOps.maskId} = ${maskId} and ${maskOps.clientOpId} in ${ids}`);

// Opening replays at most this many ops; the checkpoint stays `covered` ops behind, so a recent undo still finds its target after it.
const openAtMost = 512;
const covered = 256;

const moveCheckpoint = async (ctx: StudioContext, mask: MaskRow) => {
  if (mask.headSeq - mask.checkpointSeq < openAtMost) return;
  const log = await opsAfter(ctx, mask.id, 0);
  const checkpointSeq = mask.headSeq - covered;
  if (!checkpointFits(log.filter((op) => op.seq > checkpointSeq))) return;
  const drawn = replay(
    new TiledMask(mask.width, mask.height),
    log.filter((op) => op.seq <= checkpointSeq),
  );
  await ctx.db
    .update(masks)
    .set({ checkpointSeq, checkpoint: await packMask(drawn) })
    .where(eq(masks.id, mask.id));
};

export const SetMaskPost = z.object({ maskId: idOf("mask"), post: MaskPost });

/** Grow, feather and invert at use. The painted pixels stay as they are. */
export async function setMaskPost(ctx: StudioContext, input: z.input<typeof SetMaskPost>) {
  requireMay(ctx, "paint masks");
  const { maskId, post } = SetMaskPost.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const mask = await maskOrThrow(ctx, maskId, { lock: true });
    await ctx.db
      .update(masks)
      .set({ post, updatedBy: ctx.actor.id, updatedAt: sql`now()`, revision: sql`${masks.revision} + 1` })
      .where(eq(masks.id, maskId));
    announce(ctx, { topic: "mask", id: maskId, projectId: mask.projectId });
    return { id: maskId, post };
  });
}
