import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { grouped } from "@/contract/script/grouped";
import { type PackedShots, packShots } from "@/contract/script/packed-shots";
import type { TableShot, TableWords } from "@/contract/script/table-shot";
import { environmentStates, environments, sequences, shots, users } from "@/db/schema";
import { statement } from "@/db/statement";
import { requireMay, type StudioContext } from "@/server/context";
import { projectOrThrow } from "@/server/projects/access";
import { staleShots } from "./stale-shots";
import { castOf, coversOf, lastNotesOf, likenessOf, type Of, secondsOf, tasksOf } from "./table-parts";

export const ReadTable = z.object({
  projectId: idOf("project"),
  /** Only the first so many shots: what a page draws before the whole table is there. */
  limit: z.number().int().min(1).max(1000).optional(),
});

const select = (limited: boolean) =>
  statement((db) => {
    const query = db
      .select({
        id: shots.id,
        code: shots.code,
        sequence: sequences.code,
        scene: shots.scene,
        description: shots.description,
        status: shots.status,
        frameIn: shots.frameIn,
        durationFrames: shots.durationFrames,
        size: shots.size,
        angle: shots.angle,
        move: shots.move,
        lens: shots.lens,
        dueOn: shots.dueOn,
        environmentId: shots.environmentId,
        environment: environments.name,
        environmentStateId: shots.environmentStateId,
        state: environmentStates.name,
        assigneeId: shots.assigneeId,
        assignee: users.name,
        updatedAt: shots.updatedAt,
        revision: shots.revision,
      })
      .from(shots)
      .innerJoin(sequences, eq(sequences.id, shots.sequenceId))
      .leftJoin(environments, eq(environments.id, shots.environmentId))
      .leftJoin(environmentStates, eq(environmentStates.id, shots.environmentStateId))
      .leftJoin(users, eq(users.id, shots.assigneeId))
      // The project is named for sequences too: their index gives the order, so a first window reads no more.
      .where(
        and(
          eq(shots.teamId, sql.placeholder("teamId")),
          eq(shots.projectId, sql.placeholder("projectId")),
          eq(sequences.projectId, sql.placeholder("projectId")),
          isNull(shots.archivedAt),
        ),
      )
      .orderBy(asc(sequences.position), asc(sequences.id), asc(shots.position), asc(shots.id))
      .$dynamic();
    return limited ? query.limit(sql.placeholder("limit")) : query;
  });
const selectAll = select(false);
const selectFirst = select(true);

/** The shot table in story order, packed, with the names its rows point at. The same few queries whatever their number. */
export async function readTable(ctx: StudioContext, input: z.input<typeof ReadTable>): Promise<PackedShots> {
  requireMay(ctx, "see the studio");
  const { projectId, limit } = ReadTable.parse(input);
  const { db, teamId } = ctx;
  const [rows] = await Promise.all([
    limit === undefined ? selectAll(db, { teamId, projectId }) : selectFirst(db, { teamId, projectId, limit }),
    projectOrThrow(ctx, projectId),
  ]);
  if (rows.length === 0) return packShots([], { characters: [], environments: [], states: [], people: [] });
  const of: Of = { ctx, projectId, only: limit === undefined ? undefined : rows.map(({ id }) => id) };
  const [covers, cast, work, noted, cost, likeness, stale] = await Promise.all([
    coversOf(of),
    castOf(of),
    tasksOf(of),
    lastNotesOf(of),
    secondsOf(of),
    likenessOf(of),
    staleShots(ctx, projectId, of.only),
  ]);
  const words = wordsOf(rows, cast);
  const castByShot = grouped(cast, ({ shotId }) => shotId);
  const tasksByShot = grouped(work, ({ shotId }) => shotId);
  const table = rows.map(
    ({ environment: _place, state: _state, assignee: _who, ...row }): TableShot => ({
      ...row,
      cast: castByShot.get(row.id)?.map(({ id }) => id) ?? [],
      tasks: Object.fromEntries(tasksByShot.get(row.id)?.map(({ type, status }) => [type, status]) ?? []),
      picture: covers.get(row.id)?.picture ?? null,
      frames: covers.get(row.id)?.frames ?? 0,
      likeness: likeness.get(row.id) ?? null,
      likenessStale: stale.has(row.id),
      seconds: cost.get(row.id) ?? 0,
      lastNote: noted.get(row.id) ?? null,
    }),
  );
  return packShots(table, words);
}

type Named = Pick<TableShot, "environmentId" | "environmentStateId" | "assigneeId"> & {
  environment: string | null;
  state: string | null;
  assignee: string | null;
};

function wordsOf(rows: readonly Named[], cast: readonly { id: string; code: string; name: string }[]): TableWords {
  const places = new Map<string, { id: string; name: string }>();
  const states = new Map<string, { id: string; environmentId: string; name: string }>();
  const people = new Map<string, { id: string; name: string }>();
  for (const row of rows) {
    const { environmentId, environmentStateId, assigneeId } = row;
    if (environmentId !== null) places.set(environmentId, { id: environmentId, name: row.environment ?? "" });
    if (environmentId !== null && environmentStateId !== null && row.state !== null)
      states.set(environmentStateId, { id: environmentStateId, environmentId, name: row.state });
    if (assigneeId !== null) people.set(assigneeId, { id: assigneeId, name: row.assignee ?? "" });
  }
  const characters = new Map(cast.map(({ id, code, name }) => [id, { id, code, name }]));
  return {
    characters: [...characters.values()],
    environments: [...places.values()],
    states: [...states.values()],
    people: [...people.values()],
  };
}
