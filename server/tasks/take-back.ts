import { and, eq, gt, sql } from "drizzle-orm";
import { activity, shots } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { isOneOf } from "@/server/is-one-of";
import { moveShots } from "./follow";
import { lockStanding, type TaskMove, type TaskValues, taskKey, tasksOfShots, writeMoves } from "./rows";

type Automated = { moves?: TaskMove[]; shots?: { shotId: string; before: string; after: string }[] };

const same = (a: TaskValues | null, b: TaskValues | null): boolean =>
  a === b ||
  (a !== null && b !== null && a.status === b.status && a.assigneeId === b.assigneeId && a.dueOn === b.dueOn);

/** Put back tasks that still stand as an act left them; the others are somebody's by now and stay. How many stayed. */
export async function reverseMoves(ctx: StudioContext, projectId: string, moves: readonly TaskMove[]): Promise<number> {
  const shotIds = [...new Set(moves.map(({ shotId }) => shotId))].sort();
  await lockStanding(ctx, shotIds);
  const now = await tasksOfShots(ctx, shotIds);
  const back = moves.filter(({ shotId, type, after }) => {
    const row = now.get(taskKey(shotId, type));
    const { status, assigneeId, dueOn } = row ?? { status: "", assigneeId: null, dueOn: null };
    return same(row ? { status, assigneeId, dueOn } : null, after);
  });
  await writeMoves(
    ctx,
    projectId,
    back.map((move) => ({ ...move, before: move.after, after: move.before })),
  );
  return moves.length - back.length;
}

/** Take back what automations did because of `cause`, where nobody has moved it since. `after`: the act's own number in the log. */
export async function takeBackAutomations(
  ctx: StudioContext,
  { projectId, cause, after }: { projectId: string; cause: string; after: number },
): Promise<void> {
  const rows = await ctx.db
    .select({ data: activity.data })
    .from(activity)
    .where(
      and(
        eq(activity.teamId, ctx.teamId),
        eq(activity.projectId, projectId),
        gt(activity.id, after),
        eq(activity.actorKind, "system"),
        sql`${activity.data} ->> 'cause' = ${cause}`,
      ),
    );
  for (const { data } of rows) {
    const { moves, shots: moved } = data as Automated;
    if (moves) await reverseMoves(ctx, projectId, moves);
    if (moved) {
      const ids = moved.map(({ shotId }) => shotId);
      const standing = await ctx.db
        .select({ id: shots.id, status: shots.status })
        .from(shots)
        .where(and(eq(shots.teamId, ctx.teamId), isOneOf(shots.id, ids)));
      const now = new Map<string, string>(standing.map(({ id, status }) => [id, status]));
      const back = moved.filter(({ shotId, after }) => now.get(shotId) === after);
      await moveShots(
        ctx,
        projectId,
        back.map(({ shotId, before, after }) => ({ shotId, before: after, after: before })),
      );
    }
  }
}
