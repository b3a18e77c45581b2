import { and, asc, eq, sql } from "drizzle-orm";
import { newId } from "@/contract/ids";
import type { PlannedShot } from "@/contract/script/csv/world";
import { sequences, shotCast, shots } from "@/db/schema";
import { orConflict } from "@/server/conflicts";
import type { StudioContext } from "@/server/context";
import { isOneOf } from "@/server/is-one-of";
import { requireMaySet, statusesOf, transitionsOf } from "@/server/statuses/read";

/** The columns of a shot that a file may change, as they stood; `cast` are ids. */
export type StoredShot = {
  id: string;
  description: string;
  scene: string;
  size: string;
  angle: string;
  move: string;
  lens: string;
  status: string;
  frameIn: number;
  durationFrames: number;
  environmentId: string | null;
  environmentStateId: string | null;
  assigneeId: string | null;
  dueOn: string | null;
  archivedAt: string | null;
  cast: string[];
};

/** Shots as they stand, locked in order of id until the transaction ends. */
export async function readShots(ctx: StudioContext, ids: readonly string[]): Promise<StoredShot[]> {
  if (ids.length === 0) return [];
  const { id, description, scene, size, angle, move, lens, status, frameIn, durationFrames } = shots;
  const { environmentId, environmentStateId, assigneeId, dueOn, archivedAt } = shots;
  const rows = await ctx.db
    .select({
      ...{ id, description, scene, size, angle, move, lens, status, frameIn, durationFrames },
      ...{ environmentId, environmentStateId, assigneeId, dueOn, archivedAt },
    })
    .from(shots)
    .where(and(eq(shots.teamId, ctx.teamId), isOneOf(shots.id, ids)))
    .orderBy(asc(shots.id))
    .for("no key update");
  const cast = await ctx.db
    .select({ shotId: shotCast.shotId, id: shotCast.characterId })
    .from(shotCast)
    .where(and(eq(shotCast.teamId, ctx.teamId), isOneOf(shotCast.shotId, ids)))
    .orderBy(asc(shotCast.characterId));
  const castOf = new Map<string, string[]>();
  for (const row of cast) castOf.set(row.shotId, [...(castOf.get(row.shotId) ?? []), row.id]);
  return rows.map((row) => ({ ...row, cast: castOf.get(row.id) ?? [] }));
}

const begin = (id: string, status: string): StoredShot => ({
  ...{ id, status, description: "", scene: "", size: "", angle: "", move: "", lens: "" },
  ...{ frameIn: 1001, durationFrames: 48, environmentId: null, environmentStateId: null },
  ...{ assigneeId: null, dueOn: null, archivedAt: null, cast: [] },
});

const after = (old: StoredShot, { values, cast }: PlannedShot): StoredShot => {
  const { frames, environmentId, ...rest } = values;
  const moved = environmentId !== undefined && environmentId !== old.environmentId;
  return {
    ...old,
    ...rest,
    durationFrames: frames ?? old.durationFrames,
    // A state belongs to its environment.
    ...(moved ? { environmentId, environmentStateId: null } : {}),
    archivedAt: null,
    cast: cast ? [...cast] : old.cast,
  };
};

/** Make and change the shots of a plan, sequences included, in a handful of statements. */
export async function writeShots(
  ctx: StudioContext,
  projectId: string,
  planned: readonly PlannedShot[],
  before: readonly StoredShot[],
) {
  const [set, ways] = await Promise.all([statusesOf(ctx), transitionsOf(ctx)]);
  const status = set.first("isDefault")?.code ?? "todo";
  const oldOf = new Map(before.map((row) => [row.id, row]));
  const asked = new Set<string>();
  const fresh = new Map<string, PlannedShot>();
  const idOf = new Map<PlannedShot, string>();
  const written = planned.map((plan) => {
    const id = plan.shotId ?? newId("shot");
    idOf.set(plan, id);
    if (plan.shotId === null) fresh.set(id, plan);
    const old = oldOf.get(id) ?? begin(id, status);
    const row = after(old, plan);
    if (row.status !== old.status && !asked.has(`${old.status}>${row.status}`)) {
      asked.add(`${old.status}>${row.status}`);
      requireMaySet(ctx, set, ways, { from: old.status, to: row.status });
    }
    return row;
  });
  const made = await makeSequences(ctx, projectId, [...fresh.values()]);
  await insertShots(ctx, projectId, fresh, made.idByCode);
  await storeShots(ctx, written);
  return { idOf: (plan: PlannedShot) => idOf.get(plan) ?? "", made: [...fresh.keys()], sequences: made.ids };
}

async function makeSequences(ctx: StudioContext, projectId: string, fresh: readonly PlannedShot[]) {
  const mine = and(eq(sequences.teamId, ctx.teamId), eq(sequences.projectId, projectId));
  const there = await ctx.db
    .select({ id: sequences.id, code: sequences.code, position: sequences.position })
    .from(sequences)
    .where(mine);
  const idByCode = new Map(there.map(({ id, code }) => [code, id]));
  const last = Math.max(0, ...there.map(({ position }) => position));
  const codes = [...new Set(fresh.map(({ sequence }) => sequence))].filter((code) => !idByCode.has(code));
  const rows = codes.map((code, n) => ({
    ...{ id: newId("sequence"), teamId: ctx.teamId, projectId, code, position: last + n + 1 },
  }));
  if (rows.length > 0)
    await orConflict(ctx.db.insert(sequences).values(rows), {
      sequences_project_code: ["Somebody made one of these sequences just now. Import again.", "rows"],
    });
  for (const { id, code } of rows) idByCode.set(code, id);
  return { idByCode, ids: rows.map(({ id }) => id) };
}

async function insertShots(
  ctx: StudioContext,
  projectId: string,
  fresh: ReadonlyMap<string, PlannedShot>,
  sequenceOf: ReadonlyMap<string, string>,
): Promise<void> {
  if (fresh.size === 0) return;
  const rows = [...fresh].map(([id, { code, sequence }], n) => ({
    ...{ id, code, sequence_id: sequenceOf.get(sequence), n },
  }));
  const createdBy = ctx.actor.kind === "user" ? ctx.actor.id : null;
  const insert = ctx.db.execute(sql`
    insert into shots (id, team_id, project_id, sequence_id, code, position, created_by)
    select id, ${ctx.teamId}, ${projectId}, sequence_id, code, n + 1 + (
      select coalesce(max(position), 0) from shots where team_id = ${ctx.teamId} and project_id = ${projectId}
    ), ${createdBy}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as wanted(id text, code text, sequence_id text, n int)`);
  await orConflict(insert, {
    shots_project_code: ["Somebody gave one of these codes to a shot just now. Import again.", "rows"],
  });
}

/** Write whole rows back, with their cast, however many. */
export async function storeShots(ctx: StudioContext, rows: readonly StoredShot[]): Promise<void> {
  if (rows.length === 0) return;
  await ctx.db.execute(sql`
    update shots set description = wanted."description", scene = wanted."scene", size = wanted."size",
      angle = wanted."angle", move = wanted."move", lens = wanted."lens", status = wanted."status",
      frame_in = wanted."frameIn", duration_frames = wanted."durationFrames",
      environment_id = wanted."environmentId", environment_state_id = wanted."environmentStateId",
      assignee_id = wanted."assigneeId", due_on = wanted."dueOn", archived_at = wanted."archivedAt",
      updated_at = now(), revision = shots.revision + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as wanted("id" text, "description" text, "scene" text,
      "size" text, "angle" text, "move" text, "lens" text, "status" text, "frameIn" int, "durationFrames" int,
      "environmentId" text, "environmentStateId" text, "assigneeId" text, "dueOn" date, "archivedAt" timestamptz)
    where shots.id = wanted."id" and shots.team_id = ${ctx.teamId}`);
  const ids = rows.map(({ id }) => id);
  await ctx.db.delete(shotCast).where(and(eq(shotCast.teamId, ctx.teamId), isOneOf(shotCast.shotId, ids)));
  const cast = rows.flatMap(({ id, cast }) => cast.map((characterId) => ({ shot_id: id, character_id: characterId })));
  if (cast.length > 0)
    await ctx.db.execute(sql`
      insert into shot_cast (shot_id, character_id, team_id)
      select shot_id, character_id, ${ctx.teamId}
      from jsonb_to_recordset(${JSON.stringify(cast)}::jsonb) as wanted(shot_id text, character_id text)`);
}

/** How often each shot was changed: an undo leaves those that moved on. */
export async function revisionsOf(ctx: StudioContext, ids: readonly string[]): Promise<Record<string, number>> {
  const rows = await ctx.db
    .select({ id: shots.id, revision: shots.revision })
    .from(shots)
    .where(and(eq(shots.teamId, ctx.teamId), isOneOf(shots.id, ids)));
  return Object.fromEntries(rows.map(({ id, revision }) => [id, revision]));
}
