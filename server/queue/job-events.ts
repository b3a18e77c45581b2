import { sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { publish } from "@/server/live/publish";

/** Short enough that nobody sees it, long enough that a burst of jobs is numbered in one go. */
const soonMs = 15;
const most = 500;

const held = globalThis as typeof globalThis & { backlotJobNews?: NodeJS.Timeout | undefined };

/** Say that this process committed news of jobs: they are numbered for all of them at once in a moment. */
export function tellJobs(db: Db | Tx): void {
  // Inside somebody's transaction nothing is committed yet; the sweep finds it.
  if (held.backlotJobNews || !("$client" in db)) return;
  held.backlotJobNews = setTimeout(() => {
    held.backlotJobNews = undefined;
    void numberJobNews(db as Db).catch(() => {});
  }, soonMs).unref();
}

type Row = { team_id: string; job_id: string; project_id: string };

/**
 * Number what was told and wake the listeners: one counter lock and one NOTIFY a team for up to 500 changes. Any process
 * may do it for all; news another one is busy with are skipped. Returns how many.
 */
export async function numberJobNews(db: Db): Promise<number> {
  let count = 0;
  for (;;) {
    const rows = await db.transaction(async (tx) => {
      const rows = await tx.execute<Row>(sql`
        with news as (select id from job_events order by id limit ${most} for update skip locked)
        delete from job_events e using news where e.id = news.id returning e.team_id, e.job_id, e.project_id`);
      // Counter rows in one order, so that two processes cannot hold each other up.
      for (const teamId of [...new Set(rows.map((row) => row.team_id))].sort())
        await publish(
          tx,
          teamId,
          rows.flatMap((row) =>
            row.team_id === teamId ? [{ topic: "job" as const, id: row.job_id, projectId: row.project_id }] : [],
          ),
        );
      return rows;
    });
    count += rows.length;
    if (rows.length < most) return count;
  }
}
