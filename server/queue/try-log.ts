import { sql } from "drizzle-orm";
import { logChars } from "@/contract/agent-api";
import type { StudioContext } from "@/server/context";

/**
 * Keep what a node says of a try it holds: the last 16,000 characters of it, in whole lines. A try that is over, and one
 * of another node, keeps nothing. A line that repeats after a lost answer is a price worth paying: no number is kept.
 */
export async function keepLog(ctx: StudioContext, leaseId: string, log: string | undefined): Promise<void> {
  if (!log) return;
  await ctx.db.execute(sql`
    update attempts set log = case
      when length(coalesce(log, '') || ${log}::text) <= ${logChars.kept}::int then coalesce(log, '') || ${log}::text
      else regexp_replace(right(coalesce(log, '') || ${log}::text, ${logChars.kept}::int), '^[^\n]*\n', '') end
    where id = ${leaseId} and node_id = ${ctx.actor.id} and ended_at is null`);
}
