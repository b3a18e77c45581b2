import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { publish } from "@/server/live/publish";
import { wakeClaimers } from "./wake";

type Row = { id: string; team_id: string; project_id: string; class_id: number };

/** Put jobs whose pause after a failure is over back in line. Returns how many. */
export const promoteDelayed = (db: Db): Promise<number> =>
  db.transaction(async (tx) => {
    const rows = await tx.execute<Row>(sql`
      with due as (
        select id, team_id, created_by from jobs where state = 'delayed' and run_at <= now() order by run_at limit 500 for update skip locked
      )
      update jobs set state = case when p.paused then 'held' else 'ready' end,
        held_for = case when p.paused then '{person}'::text[] else '{}' end
      from due, lateral (select exists (select 1 from person_shares s
        where s.team_id = due.team_id and s.user_id = due.created_by and s.paused_at is not null) as paused) p
      where jobs.id = due.id
      returning jobs.id, jobs.team_id, jobs.project_id, jobs.class_id`);
    for (const teamId of [...new Set(rows.map((row) => row.team_id))].sort()) {
      const promoted = rows.filter((row) => row.team_id === teamId);
      await wakeClaimers(
        tx,
        teamId,
        promoted.map((row) => row.class_id),
      );
      await publish(
        tx,
        teamId,
        promoted.map((row) => ({ topic: "job", id: row.id, projectId: row.project_id })),
      );
    }
    return rows.length;
  });
