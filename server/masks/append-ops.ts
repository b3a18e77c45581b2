import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { MaskPost } from "@/contract/mask/document";
import { ClientOp } from "@/contract/mask/ops";
import { maskOps, masks } from "@/db/schema";
import { announce, requireMay, requireUser, type StudioContext, withTransaction } from "@/server/context";
import { PreconditionError } from "@/server/errors";
import { keepCheckpoints } from "./checkpoints";
import { maskOrThrow } from "./log";

export const AppendMaskOps = z.object({ maskId: idOf("mask"), ops: z.array(ClientOp).min(1).max(500) });
export type AppendMaskOps = z.input<typeof AppendMaskOps>;

/**
 * Strokes enter the log in the order they arrive. The same batch sent twice is kept once: ops are known by their client id.
 * A deleted layer still takes what was on its way, so that bringing it back brings everything back.
 */
export async function appendMaskOps(ctx: StudioContext, input: AppendMaskOps) {
  requireMay(ctx, "paint masks");
  const { id: actorId } = requireUser(ctx);
  const { maskId, ops } = AppendMaskOps.parse(input);
  const { mask, answer, added } = await withTransaction(ctx, async (ctx) => {
    const mask = await maskOrThrow(ctx, maskId, { lock: true });
    const asked = ops.map(({ id }) => id);
    const known = new Set((await knownIds(ctx, maskId, asked)).map((row) => row.clientOpId));
    const fresh = ops.filter((op, n) => !known.has(op.id) && asked.indexOf(op.id) === n);
    if (fresh.length > 0 && mask.locked)
      throw new PreconditionError(`“${mask.name}” is locked. Unlock the layer to paint on it; your strokes wait here.`);
    const headSeq = mask.headSeq + fresh.length;
    if (fresh.length > 0) {
      const rows = fresh.map(({ id, op }, n) => ({
        ...{ maskId, seq: mask.headSeq + n + 1, clientOpId: id, actorId, kind: op.kind, payload: op },
      }));
      await ctx.db.insert(maskOps).values(rows);
      await ctx.db
        .update(masks)
        .set({ headSeq, updatedBy: actorId, updatedAt: sql`now()`, revision: sql`${masks.revision} + 1` })
        .where(eq(masks.id, maskId));
      announce(ctx, { topic: "mask", id: maskId, projectId: mask.projectId });
    }
    const acknowledged = (await knownIds(ctx, maskId, asked)).map(({ clientOpId, seq }) => ({ id: clientOpId, seq }));
    return { mask: { ...mask, headSeq }, answer: { headSeq, acknowledged }, added: fresh.length };
  });
  // The ops are safe by now: a checkpoint only makes the next opening quick.
  if (added > 0 && !ctx.announcements)
    await keepCheckpoints(ctx, mask).catch((error: unknown) =>
      console.error("[masks] could not draw a checkpoint of", maskId, error),
    );
  return answer;
}

const knownIds = (ctx: StudioContext, maskId: string, ids: string[]) =>
  ctx.db
    .select({ clientOpId: maskOps.clientOpId, seq: maskOps.seq })
    .from(maskOps)
    .where(sql`${maskOps.maskId} = ${maskId} and ${maskOps.clientOpId} in ${ids}`);

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
