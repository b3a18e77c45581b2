import { eq, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { users } from "@/db/schema";
import type { Viewer } from "@/server/auth/viewer";

/** Away for longer than this and a person has left. */
const awayMs = 30 * 60_000;

/** When the person was last here before they came back; null on a first visit. Pure, so that asking changes nothing. */
export const leftAt = (visit: { at: string; leftAt: string | null } | undefined, now = Date.now()): string | null =>
  !visit ? null : now - Date.parse(visit.at) > awayMs ? visit.at : visit.leftAt;

/** The studio is open in front of somebody. Called every few minutes while it is. */
export async function noteVisit(db: Db, viewer: Viewer): Promise<{ leftAt: string | null }> {
  const left = leftAt(viewer.preferences.visit);
  const visit = JSON.stringify({ visit: { at: new Date().toISOString(), leftAt: left } });
  // Merged in the database: other switches may change at the same moment.
  await db
    .update(users)
    .set({ preferences: sql`${users.preferences} || ${visit}::jsonb` })
    .where(eq(users.id, viewer.userId));
  return { leftAt: left };
}
