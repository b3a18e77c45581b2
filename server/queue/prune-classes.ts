import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";

/** Minutes a requirement without work is kept for the next job like it, and then again until nobody can be adding one. */
const keptMinutes = 60;

/**
 * Take away requirements that no unfinished job has: every claim that finds nothing near looks at each of them. In two
 * steps: retired, no new job is given it; an hour later, when no transaction that may have seen it before can still be
 * open, it goes, unless a job has it after all. Any process may do it. Returns how many went.
 */
export async function pruneClasses(db: Db, minutes = keptMinutes): Promise<number> {
  await db.execute(sql`
    with used as (
      select distinct class_id as id from jobs where state in ('blocked', 'held', 'ready', 'delayed', 'leased')
    )
    update job_classes c set
      idle_since = case when used.id is null then coalesce(c.idle_since, now()) end,
      retired_at = case when used.id is null and c.idle_since < now() - make_interval(mins => ${minutes})
        then coalesce(c.retired_at, now()) else c.retired_at end
    from job_classes o left join used on used.id = o.id
    where c.id = o.id and ((used.id is null) <> (c.idle_since is not null)
      or (used.id is null and c.retired_at is null and c.idle_since < now() - make_interval(mins => ${minutes})))`);
  const gone = await db.execute(sql`
    delete from job_classes c
    where c.retired_at < now() - make_interval(mins => ${minutes}) and c.idle_since is not null
      and not exists (select 1 from jobs j where j.class_id = c.id and j.state = 'ready')
      and c.id not in (select j.class_id from jobs j where j.state in ('blocked', 'held', 'delayed', 'leased'))
    returning 1`);
  return gone.length;
}
