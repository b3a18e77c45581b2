import { and, eq, sql } from "drizzle-orm";
import {
  type CellEdit,
  castText,
  fieldValue,
  readCast,
  readPlace,
  readRange,
  type ShotField,
  taskTypeOf,
} from "@/contract/script/fields";
import { grouped } from "@/contract/script/grouped";
import { defaultCode } from "@/contract/status-set";
import { shotCast, tasks } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { isOneOf } from "@/server/is-one-of";
import { statusesOf } from "@/server/statuses/read";
import type { LockedShot } from "./lock-shots";
import { writeCodes } from "./write-codes";

export type StoredShots = {
  /** What stands in a cell now, as it travels. */
  valueOf: (shotId: string, field: ShotField) => string;
  codeOf: (shotId: string) => string;
};

/** The cells of locked shots as they are stored; cast and tasks only if an edit speaks of them. */
export async function readStored(
  ctx: StudioContext,
  locked: readonly LockedShot[],
  edits: readonly CellEdit[],
): Promise<StoredShots> {
  const ids = locked.map(({ id }) => id);
  const speaksOf = (test: (field: ShotField) => boolean) => edits.some(({ field }) => test(field));
  const [cast, work, set] = await Promise.all([
    speaksOf((field) => field === "cast")
      ? ctx.db
          .select({ shotId: shotCast.shotId, id: shotCast.characterId })
          .from(shotCast)
          .where(and(eq(shotCast.teamId, ctx.teamId), isOneOf(shotCast.shotId, ids)))
      : [],
    speaksOf((field) => taskTypeOf(field) !== undefined)
      ? ctx.db
          .select({ shotId: tasks.shotId, type: tasks.type, status: tasks.status })
          .from(tasks)
          .where(and(eq(tasks.teamId, ctx.teamId), isOneOf(tasks.shotId, ids)))
      : [],
    statusesOf(ctx),
  ]);
  const castBy = grouped(cast, ({ shotId }) => shotId);
  const tasksBy = grouped(work, ({ shotId }) => shotId);
  const rows = new Map(
    locked.map((row) => [
      row.id,
      {
        ...row,
        cast: castBy.get(row.id)?.map(({ id }) => id) ?? [],
        tasks: Object.fromEntries(tasksBy.get(row.id)?.map(({ type, status }) => [type, status]) ?? []),
        ...{ sequence: "", picture: null, frames: 0, likeness: null, likenessStale: false },
        ...{ seconds: 0, lastNote: null },
      },
    ]),
  );
  const rowOf = (id: string) => {
    const row = rows.get(id);
    if (!row) throw new NotFoundError("The shot");
    return row;
  };
  return {
    valueOf: (id, field) => fieldValue(rowOf(id), field, defaultCode(set)),
    codeOf: (id) => rowOf(id).code,
  };
}

/** Write checked edits of locked shots, however many, in a handful of statements; tasks are not among them. */
export async function writeStored(
  ctx: StudioContext,
  projectId: string,
  locked: readonly LockedShot[],
  edits: readonly CellEdit[],
): Promise<void> {
  await writeCodes(
    ctx,
    projectId,
    edits.flatMap(({ shotId, field, value }) => (field === "code" ? [{ id: shotId, code: value }] : [])),
  );
  await writeCast(
    ctx,
    edits.filter(({ field }) => field === "cast"),
  );
  const byShot = grouped(edits, ({ shotId }) => shotId);
  const rows = locked.flatMap((row) => {
    const cells = byShot.get(row.id);
    return cells ? [columnsOf(row, cells)] : [];
  });
  // The rows are locked, so that all their columns can be written back whatever of them changed.
  await ctx.db.execute(sql`
    update shots set scene = wanted.scene, description = wanted.description, status = wanted.status,
      frame_in = wanted.frame_in, duration_frames = wanted.duration_frames, size = wanted.size, angle = wanted.angle,
      move = wanted.move, lens = wanted.lens, due_on = wanted.due_on, environment_id = wanted.environment_id,
      environment_state_id = wanted.environment_state_id, assignee_id = wanted.assignee_id,
      updated_at = now(), revision = shots.revision + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as wanted(id text, scene text, description text, status text,
      frame_in int, duration_frames int, size text, angle text, move text, lens text, due_on date,
      environment_id text, environment_state_id text, assignee_id text)
    where shots.id = wanted.id and shots.team_id = ${ctx.teamId}`);
}

/** The columns of one shot after its edits, named as the table names them. */
function columnsOf(row: LockedShot, cells: readonly CellEdit[]) {
  const { id, scene, description, status, size, angle, move, lens } = row;
  const columns = {
    ...{ id, scene, description, status: status as string, size, angle, move, lens },
    ...{ frame_in: row.frameIn, duration_frames: row.durationFrames, due_on: row.dueOn },
    ...{ environment_id: row.environmentId, environment_state_id: row.environmentStateId, assignee_id: row.assigneeId },
  };
  for (const { field, value } of cells) {
    if (field === "range") {
      const range = readRange(value);
      if (range) [columns.frame_in, columns.duration_frames] = [range.frameIn, range.frames];
    } else if (field === "place") {
      const place = readPlace(value);
      [columns.environment_id, columns.environment_state_id] = [place.environmentId, place.environmentStateId];
    } else if (field === "assignee") columns.assignee_id = value || null;
    else if (field === "due") columns.due_on = value || null;
    else if (field !== "code" && field !== "cast" && field in columns) columns[field as "scene"] = value;
  }
  return columns;
}

async function writeCast(ctx: StudioContext, edits: readonly CellEdit[]): Promise<void> {
  if (edits.length === 0) return;
  const ids = edits.map(({ shotId }) => shotId);
  await ctx.db.delete(shotCast).where(and(eq(shotCast.teamId, ctx.teamId), isOneOf(shotCast.shotId, ids)));
  const rows = edits.flatMap(({ shotId, value }) =>
    readCast(castText(readCast(value))).map((characterId) => ({ shotId, characterId, teamId: ctx.teamId })),
  );
  if (rows.length > 0) await ctx.db.insert(shotCast).values(rows);
}
