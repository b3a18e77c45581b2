import { and, eq, notExists, sql } from "drizzle-orm";
import { z } from "zod";
import { frames, sequences, shots } from "@/db/schema";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { isOneOf } from "@/server/is-one-of";
import { recordAct } from "@/server/tasks/deed";
import { reverseMoves, takeBackAutomations } from "@/server/tasks/take-back";
import { deedOrThrow } from "@/server/tasks/undo";
import type { Imported } from "./import-shots";
import { readShots, revisionsOf, storeShots } from "./write-shots";

export const UndoImport = z.object({ deed: z.number().int().positive() });

/**
 * Take an import back: shots it made go, shots it changed stand as before. A shot that somebody changed or drew for since
 * stays as it is; `kept` says how many.
 */
export async function undoImport(ctx: StudioContext, input: z.input<typeof UndoImport>) {
  requireMay(ctx, "edit shots");
  const { deed } = UndoImport.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { projectId, data } = await deedOrThrow(ctx, deed, "imported");
    const { made, sequences: madeSequences, before, moves, revisions } = data.imported as Imported;
    const ids = Object.keys(revisions);
    await readShots(ctx, ids);
    const now = await revisionsOf(ctx, ids);
    const untouched = new Set(ids.filter((id) => now[id] === revisions[id]));
    const back = moves.filter(({ shotId }) => untouched.has(shotId));
    await takeBackAutomations(ctx, { projectId, cause: `act ${deed}`, after: deed });
    await reverseMoves(ctx, projectId, back);
    const gone = await remove(
      ctx,
      made.filter((id) => untouched.has(id)),
    );
    const restored = before.filter(({ id }) => untouched.has(id));
    await storeShots(ctx, restored);
    await dropEmpty(ctx, madeSequences);
    const touched = [...gone, ...restored.map(({ id }) => id)];
    await recordAct(ctx, {
      verb: "took back an import of shots",
      projectId,
      ids: touched.length === 1 ? [projectId] : touched,
    });
    return { removed: gone.length, restored: restored.length, kept: ids.length - touched.length };
  });
}

/** Delete shots nobody drew for yet. */
const remove = async (ctx: StudioContext, ids: readonly string[]): Promise<string[]> => {
  const drawn = ctx.db.select({ one: sql`1` }).from(frames).where(eq(frames.shotId, shots.id));
  const rows = await ctx.db
    .delete(shots)
    .where(and(eq(shots.teamId, ctx.teamId), isOneOf(shots.id, ids), notExists(drawn)))
    .returning({ id: shots.id });
  return rows.map(({ id }) => id);
};

const dropEmpty = async (ctx: StudioContext, ids: readonly string[]): Promise<void> => {
  const used = ctx.db.select({ one: sql`1` }).from(shots).where(eq(shots.sequenceId, sequences.id));
  await ctx.db
    .delete(sequences)
    .where(and(eq(sequences.teamId, ctx.teamId), isOneOf(sequences.id, ids), notExists(used)));
};
