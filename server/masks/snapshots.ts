import { and, count, desc, eq } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { packMask, unpackMask } from "@/contract/mask/codec/pack";
import { rasterOp } from "@/contract/mask/raster-op";
import { displayName } from "@/contract/names";
import { maskSnapshots, users } from "@/db/schema";
import { record, requireMay, requireUser, type StudioContext, withTransaction } from "@/server/context";
import { NotFoundError, PreconditionError } from "@/server/errors";
import { appendMaskOps } from "./append-ops";
import { drawMask, maskOrThrow } from "./log";

const atMost = 200;
const Name = displayName("The snapshot's name", 80);

export const ListSnapshots = z.object({ maskId: idOf("mask") });

/** A layer's named snapshots, newest first. */
export async function listSnapshots(ctx: StudioContext, input: z.input<typeof ListSnapshots>) {
  requireMay(ctx, "paint masks");
  const { maskId } = ListSnapshots.parse(input);
  await maskOrThrow(ctx, maskId);
  const { id, name, seq, createdAt } = maskSnapshots;
  const rows = await ctx.db
    .select({ id, name, seq, createdAt, who: users.name })
    .from(maskSnapshots)
    .leftJoin(users, eq(users.id, maskSnapshots.createdBy))
    .where(and(eq(maskSnapshots.teamId, ctx.teamId), eq(maskSnapshots.maskId, maskId)))
    .orderBy(desc(maskSnapshots.createdAt), desc(maskSnapshots.id))
    .limit(atMost);
  return rows.map((row) => ({ ...row, who: row.who ?? "Somebody who left" }));
}

export const MakeSnapshot = z.object({ maskId: idOf("mask"), name: Name });

/** Keeps the layer's pixels as they are now under a name. */
export async function makeSnapshot(ctx: StudioContext, input: z.input<typeof MakeSnapshot>) {
  requireMay(ctx, "paint masks");
  const { id: createdBy } = requireUser(ctx);
  const { maskId, name } = MakeSnapshot.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const mask = await maskOrThrow(ctx, maskId, { lock: true });
    const [kept] = await ctx.db.select({ n: count() }).from(maskSnapshots).where(eq(maskSnapshots.maskId, maskId));
    if ((kept?.n ?? 0) >= atMost)
      throw new PreconditionError(
        `This layer has its ${atMost} snapshots: add a layer for further tries, the history keeps every step anyway.`,
      );
    const id = newId("maskSnapshot");
    const tiles = await packMask(await drawMask(ctx, mask, mask.headSeq));
    const row = { id, teamId: ctx.teamId, maskId, name, seq: mask.headSeq, tiles, createdBy };
    await ctx.db.insert(maskSnapshots).values(row);
    await record(ctx, {
      ...{ verb: "kept a snapshot", topic: "mask", id: maskId, projectId: mask.projectId },
      data: { snapshotId: id, name },
    });
    return { id, seq: mask.headSeq };
  });
}

const snapshotOrThrow = async (ctx: StudioContext, snapshotId: string) => {
  const [snapshot] = await ctx.db
    .select()
    .from(maskSnapshots)
    .where(and(eq(maskSnapshots.id, snapshotId), eq(maskSnapshots.teamId, ctx.teamId)));
  if (!snapshot) throw new NotFoundError("The snapshot");
  return snapshot;
};

export const RenameSnapshot = z.object({ snapshotId: idOf("maskSnapshot"), name: Name });

/** Answers the name before, which is the way back. */
export async function renameSnapshot(ctx: StudioContext, input: z.input<typeof RenameSnapshot>) {
  requireMay(ctx, "paint masks");
  const { snapshotId, name } = RenameSnapshot.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { maskId, name: before } = await snapshotOrThrow(ctx, snapshotId);
    const mask = await maskOrThrow(ctx, maskId);
    await ctx.db.update(maskSnapshots).set({ name }).where(eq(maskSnapshots.id, snapshotId));
    await record(ctx, {
      ...{ verb: "renamed a snapshot", topic: "mask", id: maskId, projectId: mask.projectId },
      data: { snapshotId, before, name },
    });
    return { id: snapshotId, before };
  });
}

export const RestoreSnapshot = z.object({
  snapshotId: idOf("maskSnapshot"),
  /** Chosen by the browser, as of any op: sent twice it is done once, and undo knows it. */
  opId: z.string().min(8).max(64),
});

/** The layer becomes what the snapshot kept, as one more op of its log: nothing after it is lost, and undo takes it back. */
export async function restoreSnapshot(ctx: StudioContext, input: z.input<typeof RestoreSnapshot>) {
  requireMay(ctx, "paint masks");
  const { snapshotId, opId } = RestoreSnapshot.parse(input);
  const { maskId, tiles, name } = await snapshotOrThrow(ctx, snapshotId);
  const { width, height } = await maskOrThrow(ctx, maskId);
  const op = rasterOp((await unpackMask(tiles)).flat(), { x: 0, y: 0, w: width, h: height }, "replace");
  const { headSeq } = await appendMaskOps(ctx, { maskId, ops: [{ id: opId, op }] });
  return { maskId, name, headSeq, opId };
}
