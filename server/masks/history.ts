import { and, desc, eq, lt } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { undoneIds } from "@/contract/mask/replay";
import { maskOps, users } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { maskOrThrow } from "./log";

export const MaskHistory = z.object({
  maskId: idOf("mask"),
  /** The number of the last row one has: the page after it. */
  cursor: z.number().int().nullish(),
  limit: z.number().int().min(1).max(100).default(50),
});

/** Who painted what and when, newest first, without the pixels. An undo is a row of its own, and what it took back says so. */
export async function maskHistory(ctx: StudioContext, input: z.input<typeof MaskHistory>) {
  requireMay(ctx, "paint masks");
  const { maskId, cursor, limit } = MaskHistory.parse(input);
  await maskOrThrow(ctx, maskId);
  const [rows, undos] = await Promise.all([
    ctx.db
      .select({
        ...{ seq: maskOps.seq, id: maskOps.clientOpId, kind: maskOps.kind, at: maskOps.createdAt },
        ...{ actorId: maskOps.actorId, who: users.name },
      })
      .from(maskOps)
      .leftJoin(users, eq(users.id, maskOps.actorId))
      .where(and(eq(maskOps.maskId, maskId), cursor == null ? undefined : lt(maskOps.seq, cursor)))
      .orderBy(desc(maskOps.seq))
      .limit(limit),
    undoOps(ctx, maskId),
  ]);
  const undone = undoneIds(undos);
  const targets = new Map(undos.map(({ id, op }) => [id, op.target]));
  return rows.map(({ actorId, who, ...row }) => ({
    ...row,
    who: who ?? "Somebody who left",
    mine: actorId === ctx.actor.id,
    undone: undone.has(row.id),
    target: targets.get(row.id) ?? null,
  }));
}

const undoOps = async (ctx: StudioContext, maskId: string) => {
  const rows = await ctx.db
    .select({ id: maskOps.clientOpId, payload: maskOps.payload })
    .from(maskOps)
    .where(and(eq(maskOps.maskId, maskId), eq(maskOps.kind, "undo")))
    .orderBy(maskOps.seq);
  return rows.map(({ id, payload }) => ({ id, op: { kind: "undo" as const, target: String(payload.target) } }));
};
