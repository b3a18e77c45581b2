import { sql } from "drizzle-orm";
import type { Db } from "../client";

/** Lay the sample's deeds over the last four days, in their order, so that Today and the version trees read like work. */
export async function spreadTime(db: Db, teamId: string): Promise<void> {
  const moment = sql.raw("now() - interval '4 days' + (interval '93 hours' * n / total)");
  await db.execute(sql`
    with ordered as (select id, row_number() over (order by id) as n, count(*) over () as total from activity where team_id = ${teamId})
    update activity set at = ${moment} from ordered where ordered.id = activity.id`);
  for (const table of ["versions", "notes"]) {
    // The deed's own activity row says when: a version's or a note's id is its subject or in its data.
    await db.execute(sql`
      update ${sql.identifier(table)} row set created_at = deed.at from activity deed
      where row.team_id = ${teamId} and deed.team_id = ${teamId}
        and (deed.subject_id = row.id or deed.data->>'noteId' = row.id)`);
  }
  await db.execute(sql`
    update frames set updated_at = deed.at from
      (select coalesce(data->>'frameId', subject_id) as frame_id, max(at) as at from activity where team_id = ${teamId} group by 1) deed
    where frames.id = deed.frame_id`);
}
