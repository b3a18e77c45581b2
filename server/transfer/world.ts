import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import type { CsvWorld } from "@/contract/script/csv/world";
import { characters, environments, memberships, sequences, shots, tasks, users } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { projectOrThrow } from "@/server/projects/access";
import { listStatuses } from "@/server/statuses/read";

export const WorldOf = z.object({ projectId: idOf("project") });

/** All that rows of a file are held against: shots with their tasks, sequences, statuses, characters, places, people. */
export async function shotWorld(ctx: StudioContext, input: z.input<typeof WorldOf>): Promise<CsvWorld> {
  requireMay(ctx, "edit shots");
  const { projectId } = WorldOf.parse(input);
  const project = await projectOrThrow(ctx, projectId);
  const { db, teamId } = ctx;
  const of = (table: typeof shots | typeof characters | typeof environments | typeof sequences | typeof tasks) =>
    and(eq(table.teamId, teamId), eq(table.projectId, projectId));
  const [rows, work, parts, words, cast, places, people] = await Promise.all([
    db
      .select({
        id: shots.id,
        code: shots.code,
        sequence: sequences.code,
        archivedAt: shots.archivedAt,
        status: shots.status,
        frameIn: shots.frameIn,
        frames: shots.durationFrames,
      })
      .from(shots)
      .innerJoin(sequences, eq(sequences.id, shots.sequenceId))
      .where(of(shots)),
    db.select({ shotId: tasks.shotId, type: tasks.type, status: tasks.status }).from(tasks).where(of(tasks)),
    db.select({ code: sequences.code }).from(sequences).where(of(sequences)).orderBy(asc(sequences.position)),
    listStatuses(ctx),
    db
      .select({ id: characters.id, code: characters.code, name: characters.name })
      .from(characters)
      .where(and(of(characters), isNull(characters.archivedAt))),
    db
      .select({ id: environments.id, code: environments.code, name: environments.name })
      .from(environments)
      .where(and(of(environments), isNull(environments.archivedAt))),
    db
      .select({ id: users.id, name: users.name })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(eq(memberships.teamId, teamId)),
  ]);
  const tasksOf = new Map<string, Record<string, string>>();
  for (const { shotId, type, status } of work) tasksOf.set(shotId, { ...tasksOf.get(shotId), [type]: status });
  return {
    shots: rows.map(({ archivedAt, ...row }) => ({
      ...row,
      archived: archivedAt !== null,
      tasks: tasksOf.get(row.id) ?? {},
    })),
    sequences: parts.map(({ code }) => code),
    ...words,
    role: ctx.actor.kind === "user" ? ctx.actor.role : "owner",
    ...{ characters: cast, environments: places, people },
    fps: project.fpsNum / project.fpsDen,
    today: new Date().toISOString().slice(0, 10),
  };
}
