import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";

/**
 * Move every team's clocks on to the work in service, so that whoever was away begins there and not in the past; and
 * hold what became ready while its person was pausing. Any process may do it; clocks never go back.
 */
export async function keepClocks(db: Db): Promise<void> {
  await db.execute(sql`
    insert into team_queues as q (team_id, clocks)
    select team_id, array[
      coalesce(max(vt) filter (where band = 0), 0), coalesce(max(vt) filter (where band = 1), 0), coalesce(max(vt) filter (where band = 2), 0)]
    from jobs where state = 'leased' group by team_id order by team_id
    on conflict (team_id) do update set clocks = array[greatest(q.clocks[1], excluded.clocks[1]),
      greatest(q.clocks[2], excluded.clocks[2]), greatest(q.clocks[3], excluded.clocks[3])]
    where q.clocks[1] < excluded.clocks[1] or q.clocks[2] < excluded.clocks[2] or q.clocks[3] < excluded.clocks[3]`);
  await db.execute(sql`
    with late as (
      select j.id from person_shares s join jobs j on j.team_id = s.team_id and j.created_by = s.user_id
      where s.paused_at is not null and j.state = 'ready' order by j.seq limit 500 for update of j skip locked
    )
    update jobs set state = 'held', held_for = '{person}' from late where jobs.id = late.id`);
}
