import { and, asc, eq, isNull } from "drizzle-orm";
import Papa from "papaparse";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { type CsvShot, profileIds, shotTable } from "@/contract/script/csv/write";
import { characters, environments, sequences, shotCast, shots, tasks, users } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { isOneOf } from "@/server/is-one-of";
import { projectOrThrow } from "@/server/projects/access";
import { lastNotes } from "./last-notes";

export const ExportShots = z.object({
  projectId: idOf("project"),
  profile: z.enum(profileIds).default("kitsu"),
  /** The shots to write, in story order whatever the order here; left out: all of the project. */
  shotIds: z.array(idOf("shot")).min(1, { error: "Choose at least one shot" }).max(20_000).optional(),
});
export type ExportShots = z.input<typeof ExportShots>;

/** UTF-8 with its mark, which Excel needs, and the line ends of RFC 4180. The same rows are the same bytes. */
const csvText = (table: string[][]): string => `\ufeff${Papa.unparse(table, { newline: "\r\n", quotes: false })}\r\n`;

/** A shot list as CSV: text and the name of its file. It reads; it is a mutation only because a long selection fits no address. */
export async function exportShots(ctx: StudioContext, input: ExportShots) {
  requireMay(ctx, "see the studio");
  const { projectId, profile, shotIds } = ExportShots.parse(input);
  const project = await projectOrThrow(ctx, projectId);
  const rows = await readRows(ctx, projectId, shotIds ? [...new Set(shotIds)] : undefined);
  if (shotIds && rows.length !== new Set(shotIds).size) throw new NotFoundError("One of the shots");
  return {
    fileName: `${project.slug}-shots-${profile}.csv`,
    text: csvText(shotTable(profile, project, rows)),
    count: rows.length,
  };
}

async function readRows(ctx: StudioContext, projectId: string, only: string[] | undefined): Promise<CsvShot[]> {
  const { db, teamId } = ctx;
  const [rows, work, cast, places, notes] = await Promise.all([
    db
      .select({
        id: shots.id,
        code: shots.code,
        sequence: sequences.code,
        description: shots.description,
        scene: shots.scene,
        size: shots.size,
        angle: shots.angle,
        move: shots.move,
        lens: shots.lens,
        frameIn: shots.frameIn,
        frames: shots.durationFrames,
        status: shots.status,
        dueOn: shots.dueOn,
        environmentId: shots.environmentId,
        assignee: users.name,
      })
      .from(shots)
      .innerJoin(sequences, eq(sequences.id, shots.sequenceId))
      .leftJoin(users, eq(users.id, shots.assigneeId))
      .where(
        and(
          eq(shots.teamId, teamId),
          eq(shots.projectId, projectId),
          isNull(shots.archivedAt),
          only ? isOneOf(shots.id, only) : undefined,
        ),
      )
      .orderBy(asc(sequences.position), asc(sequences.id), asc(shots.position), asc(shots.id)),
    db
      .select({ shotId: tasks.shotId, type: tasks.type, status: tasks.status, assignee: users.name })
      .from(tasks)
      .leftJoin(users, eq(users.id, tasks.assigneeId))
      .where(and(eq(tasks.teamId, teamId), eq(tasks.projectId, projectId))),
    db
      .select({ shotId: shotCast.shotId, code: characters.code })
      .from(shotCast)
      .innerJoin(characters, eq(characters.id, shotCast.characterId))
      .where(and(eq(shotCast.teamId, teamId), eq(characters.projectId, projectId)))
      .orderBy(asc(characters.code)),
    db
      .select({ id: environments.id, code: environments.code, name: environments.name })
      .from(environments)
      .where(and(eq(environments.teamId, teamId), eq(environments.projectId, projectId))),
    lastNotes(ctx, projectId),
  ]);
  const tasksOf = new Map<string, Record<string, string>>();
  const peopleOf = new Map<string, Record<string, string>>();
  for (const { shotId, type, status, assignee } of work) {
    tasksOf.set(shotId, { ...tasksOf.get(shotId), [type]: status });
    if (assignee !== null) peopleOf.set(shotId, { ...peopleOf.get(shotId), [type]: assignee });
  }
  const castOf = new Map<string, string[]>();
  for (const { shotId, code } of cast) castOf.set(shotId, [...(castOf.get(shotId) ?? []), code]);
  const nameOf = new Map(
    places.map(({ id, code, name }) => {
      const alike = places.filter((other) => other.name.toLowerCase() === name.toLowerCase()).length;
      return [id, alike > 1 ? code : name];
    }),
  );
  return rows.map(({ id, environmentId, assignee, ...row }) => ({
    ...row,
    tasks: tasksOf.get(id) ?? {},
    people: peopleOf.get(id) ?? {},
    cast: castOf.get(id) ?? [],
    environment: nameOf.get(environmentId ?? "") ?? "",
    assignee: assignee ?? "",
    lastNote: notes.get(id) ?? "",
  }));
}
