import { and, asc, eq, gt } from "drizzle-orm";
import type { StudioEvent } from "@/contract/events";
import type { Db, Tx } from "@/db/client";
import { liveCounters, liveEvents } from "@/db/schema";

/** The part of a StudioContext the stream needs. */
export type Watcher = { db: Db | Tx; teamId: string };

/** Events read at once. */
export const batch = 500;

/** The number of a team's newest event. A page that renders with it and subscribes with it misses nothing in between. */
export async function latestSeq({ db, teamId }: Watcher): Promise<number> {
  const [row] = await db.select({ seq: liveCounters.seq }).from(liveCounters).where(eq(liveCounters.teamId, teamId));
  return row?.seq ?? 0;
}

export type Following = {
  events: StudioEvent[];
  newest: number /** False: a number is missing between, or the numbers began anew. */;
  joins: boolean;
};

/** Events after `last` and the counter, in one statement: two snapshots would make a commit between them look like a gap. */
export async function readAfter({ db, teamId }: Watcher, last: number): Promise<Following> {
  const rows = await db
    .select({ event: liveEvents, newest: liveCounters.seq })
    .from(liveCounters)
    .leftJoin(liveEvents, and(eq(liveEvents.teamId, liveCounters.teamId), gt(liveEvents.seq, last)))
    .where(eq(liveCounters.teamId, teamId))
    .orderBy(asc(liveEvents.seq))
    .limit(batch);
  const events = rows.flatMap(({ event }) =>
    event ? [{ seq: event.seq, topic: event.topic, id: event.entityId, projectId: event.projectId }] : [],
  );
  const newest = rows[0]?.newest ?? 0;
  const [first] = events;
  return { events, newest, joins: newest >= last && (first ? first.seq === last + 1 : newest === last) };
}
