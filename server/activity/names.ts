import { and, eq, inArray, sql } from "drizzle-orm";
import { type IdKind, isIdOf } from "@/contract/ids";
import { characters, environments, frames, jobs, nodes, projects, shots, versions } from "@/db/schema";
import type { StudioContext } from "@/server/context";

/** What a thing is called, where its page is below its project's, and a picture of it. */
export type Named = { id: string; name: string; path: string; mediaId: string | null };

const shotPath = sql<string>`'/script/shots/' || ${shots.code}`;
const framePath = sql<string>`'/review?sel=' || ${frames.id}`;
const frameName = sql<string>`${shots.code} || ' ' || ${frames.label}`;

/** Asks only for the things of a kind that occur among `ids`. */
export const ofKind = <Row>(ids: readonly string[], kind: IdKind, read: (ids: string[]) => PromiseLike<Row[]>) => {
  const some = [...new Set(ids.filter((id) => isIdOf(kind, id)))];
  return some.length === 0 ? [] : read(some);
};

/** Names for ids of any kind that a deed or news can be about; one query for each kind that occurs. */
export async function namesOf({ db, teamId }: StudioContext, ids: readonly string[]): Promise<Map<string, Named>> {
  const world = (table: typeof characters | typeof environments, path: string) => (ids: string[]) =>
    db
      .select({
        id: table.id,
        name: table.name,
        path: sql<string>`${path}::text || ${table.code}`,
        mediaId: table.heroMediaId,
      })
      .from(table)
      .where(and(eq(table.teamId, teamId), inArray(table.id, ids)));
  const found = await Promise.all([
    ofKind(ids, "character", world(characters, "/characters/")),
    ofKind(ids, "environment", world(environments, "/environments/")),
    ofKind(ids, "project", (ids) =>
      db
        .select({ id: projects.id, name: projects.name, path: sql<string>`''`, mediaId: projects.coverMediaId })
        .from(projects)
        .where(and(eq(projects.teamId, teamId), inArray(projects.id, ids))),
    ),
    ofKind(ids, "shot", (ids) =>
      db
        .select({ id: shots.id, name: shots.code, path: shotPath, mediaId: sql<string | null>`null` })
        .from(shots)
        .where(and(eq(shots.teamId, teamId), inArray(shots.id, ids))),
    ),
    ofKind(ids, "frame", (ids) =>
      db
        .select({ id: frames.id, name: frameName, path: framePath, mediaId: versions.mediaId })
        .from(frames)
        .innerJoin(shots, eq(shots.id, frames.shotId))
        .leftJoin(versions, eq(versions.id, frames.currentVersionId))
        .where(and(eq(frames.teamId, teamId), inArray(frames.id, ids))),
    ),
    ofKind(ids, "version", (ids) =>
      db
        .select({ id: versions.id, name: frameName, path: shotPath, mediaId: versions.mediaId })
        .from(versions)
        .innerJoin(frames, eq(frames.id, versions.frameId))
        .innerJoin(shots, eq(shots.id, frames.shotId))
        .where(and(eq(versions.teamId, teamId), inArray(versions.id, ids))),
    ),
    ofKind(ids, "job", (ids) =>
      db
        .select({ id: jobs.id, name: jobs.title, path: sql<string>`'/renders'`, mediaId: jobs.previewMediaId })
        .from(jobs)
        .where(and(eq(jobs.teamId, teamId), inArray(jobs.id, ids))),
    ),
    ofKind(ids, "node", (ids) =>
      db
        .select({ id: nodes.id, name: nodes.name, path: sql<string>`''`, mediaId: sql<string | null>`null` })
        .from(nodes)
        .where(and(eq(nodes.teamId, teamId), inArray(nodes.id, ids))),
    ),
  ]);
  return new Map(found.flat().map((row) => [row.id, row]));
}
