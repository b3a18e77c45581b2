import { and, asc, eq, sql } from "drizzle-orm";
import { newId } from "@/contract/ids";
import { shots, tasks } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { isOneOf } from "@/server/is-one-of";

export type TaskValues = { status: string; assigneeId: string | null; dueOn: string | null };
export type TaskRow = TaskValues & { shotId: string; type: string };
/** A task before and after an act; null: there was no row, or there is none any more. */
export type TaskMove = { shotId: string; type: string; before: TaskValues | null; after: TaskValues | null };

export const taskKey = (shotId: string, type: string): string => `${shotId}/${type}`;

/**
 * Lock shots in order of id and say how each stands. Whoever writes tasks does this first: judgements come from the frame
 * to the shot to its tasks, and the other way round two acts would lock each other out.
 */
export const lockStanding = async (ctx: StudioContext, shotIds: readonly string[]): Promise<Map<string, string>> => {
  const rows = await ctx.db
    .select({ id: shots.id, status: shots.status })
    .from(shots)
    .where(and(eq(shots.teamId, ctx.teamId), isOneOf(shots.id, shotIds)))
    .orderBy(asc(shots.id))
    .for("no key update");
  return new Map(rows.map(({ id, status }) => [id, status]));
};

/** The rows there are of some shots, by `taskKey`. A missing one stands at the default status. */
export async function tasksOfShots(ctx: StudioContext, shotIds: readonly string[]): Promise<Map<string, TaskRow>> {
  const { shotId, type, status, assigneeId, dueOn } = tasks;
  const rows = await ctx.db
    .select({ shotId, type, status, assigneeId, dueOn })
    .from(tasks)
    .where(and(eq(tasks.teamId, ctx.teamId), isOneOf(tasks.shotId, shotIds)));
  return new Map(rows.map((row) => [taskKey(row.shotId, row.type), row]));
}

/** Write the `after` of every move, in two statements however many: rows are made, changed or, where it is null, removed. */
export async function writeMoves(ctx: StudioContext, projectId: string, moves: readonly TaskMove[]): Promise<void> {
  const gone = moves.filter(({ after }) => after === null).map(({ shotId, type }) => ({ shot_id: shotId, type }));
  if (gone.length > 0)
    await ctx.db.execute(sql`
      delete from tasks using jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as gone(shot_id text, type text)
      where tasks.shot_id = gone.shot_id and tasks.type = gone.type and tasks.team_id = ${ctx.teamId}`);
  const rows = moves.flatMap(({ shotId, type, after }) =>
    after
      ? [
          {
            ...{ id: newId("task"), shot_id: shotId, type, status: after.status },
            ...{ assignee_id: after.assigneeId, due_on: after.dueOn },
          },
        ]
      : [],
  );
  if (rows.length > 0)
    await ctx.db.execute(sql`
      insert into tasks (id, team_id, project_id, shot_id, type, status, assignee_id, due_on, revision)
      select id, ${ctx.teamId}, ${projectId}, shot_id, type, status, assignee_id, due_on, 1
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as wanted(id text, shot_id text, type text, status text, assignee_id text, due_on date)
      on conflict (shot_id, type) do update set status = excluded.status, assignee_id = excluded.assignee_id,
        due_on = excluded.due_on, updated_at = now(), revision = tasks.revision + 1`);
}
