import { sql } from "drizzle-orm";
import type { Presence } from "@/contract/presence";
import type { StudioContext } from "@/server/context";
import { presenceChannel } from "./channels";

/** A notice holds 8,000 bytes; a longer one would abort the statement. The schema keeps strokes well below. */
const largest = 7_900;

/** Tell who else is in the room: no row, no number. What is too long is left out, the next one follows in a moment. */
export async function tellPresence(ctx: StudioContext, presence: Presence): Promise<void> {
  const payload = JSON.stringify({ teamId: ctx.teamId, ...presence });
  if (new TextEncoder().encode(payload).length > largest) return;
  await ctx.db.execute(sql`select pg_notify(${presenceChannel}, ${payload})`);
}
