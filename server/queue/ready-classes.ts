import { sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";

/** Ids of a team's requirements that ready jobs have: one probe a requirement, however many jobs wait. */
export async function readyClasses(db: Db | Tx, teamId: string): Promise<number[]> {
  const rows = await db.execute<{ id: number }>(sql`
    select c.id from job_classes c
    where c.team_id = ${teamId} and exists (select 1 from jobs j where j.class_id = c.id and j.state = 'ready')
    order by c.id`);
  return rows.map(({ id }) => id);
}

/** Of these teams, those with ready jobs: one probe a team. */
export async function readyTeams(db: Db | Tx, teamIds: readonly string[]): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select t.id from unnest(${sql.param([...teamIds])}::text[]) as t(id)
    where exists (select 1 from jobs j where j.team_id = t.id and j.state = 'ready')`);
  return rows.map(({ id }) => id);
}
