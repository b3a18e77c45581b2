import { sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { fits } from "./fits";
import { awayAfterSeconds } from "./states";

/** Requirements looked at, the newest first: a waiting node knows the older ones. */
const newest = 16;
const most = 200;

/**
 * Ids of up to 200 nodes of the team that could do ready jobs of its newest requirements. A hint whom to wake first, no
 * promise: the claim decides.
 */
export async function whoCould(db: Db | Tx, teamId: string): Promise<ReadonlySet<string>> {
  const rows = await db.execute<{ id: string }>(sql`
    with c as materialized (
      select * from job_classes where team_id = ${teamId}
        and exists (select 1 from jobs j where j.class_id = job_classes.id and j.state = 'ready')
      order by id desc limit ${newest}
    )
    select n.id from nodes n
    where n.team_id = ${teamId} and n.revoked_at is null and n.paused_at is null
      and n.seen_at > now() - make_interval(secs => ${awayAfterSeconds})
      and exists (select 1 from c where ${sql.raw(fits("c", "n"))})
    limit ${most}`);
  return new Set(rows.map(({ id }) => id));
}
