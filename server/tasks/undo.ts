import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { can } from "@/contract/roles";
import { activity } from "@/db/schema";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { ConflictError, NotFoundError, StudioError } from "@/server/errors";
import { recordAct } from "./deed";
import { followShots } from "./follow";
import type { TaskMove } from "./rows";
import { reverseMoves, takeBackAutomations } from "./take-back";

export const UndoTasks = z.object({ deed: z.number().int().positive() });

/** The act of a person that is still to be taken back; its own author or a supervisor may. */
export const deedOrThrow = async (ctx: StudioContext, deed: number, holds: string) => {
  const mine = and(
    eq(activity.id, deed),
    eq(activity.teamId, ctx.teamId),
    eq(activity.actorKind, "user"),
    sql`${activity.data} ? ${holds}`,
  );
  const [row] = await ctx.db.select().from(activity).where(mine).for("update");
  if (!row?.projectId) throw new NotFoundError("What you want to undo");
  if (ctx.actor.id !== row.actorId && !(ctx.actor.kind === "user" && can(ctx.actor.role, "approve frames")))
    throw new StudioError("FORBIDDEN", "Only whoever did this, or a supervisor, may take it back.");
  if (row.data.undone) throw new ConflictError("This was taken back already.");
  await ctx.db
    .update(activity)
    .set({ data: sql`${activity.data} || '{"undone": true}'::jsonb` })
    .where(eq(activity.id, deed));
  return { ...row, projectId: row.projectId };
};

/** Take back a `setTasks`: rows that still stand as it left them return, and what automations made of it. `kept`: rows somebody changed since. */
export async function undoTasks(ctx: StudioContext, input: z.input<typeof UndoTasks>) {
  requireMay(ctx, "edit shots");
  const { deed } = UndoTasks.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { projectId, data } = await deedOrThrow(ctx, deed, "moves");
    const moves = data.moves as TaskMove[];
    const cause = `act ${deed}`;
    await takeBackAutomations(ctx, { projectId, cause, after: deed });
    const kept = await reverseMoves(ctx, projectId, moves);
    const ids = [...new Set(moves.map(({ shotId }) => shotId))];
    await recordAct(ctx, { verb: "took back a change of tasks", projectId, ids });
    await followShots(ctx, {
      ...{ projectId, shotIds: ids, cause: `undo ${deed}` },
      moves: moves.map((move) => ({ ...move, before: move.after, after: move.before })),
    });
    return { kept };
  });
}
