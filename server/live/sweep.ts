import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";

/** What a reconnecting browser can catch up with; older is answered by one refresh. */
export const kept = { hours: 24, events: 10_000 };

/** Delete events older than a day or beyond a team's newest 10,000. Returns how many. */
export async function sweepEvents(db: Db, { hours, events } = kept): Promise<number> {
  const deleted = await db.execute(sql`
    delete from live_events e using live_counters c
    where c.team_id = e.team_id and (e.seq <= c.seq - ${events} or e.at < now() - make_interval(hours => ${hours}))
    returning 1`);
  return deleted.length;
}
