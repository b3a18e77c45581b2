import { sql } from "drizzle-orm";
import type { Topic } from "@/contract/events";
import type { Db, Tx } from "@/db/client";

export type Announcement = { topic: Topic; id: string; projectId: string | null };

/**
 * Number and store a transaction's events and wake the listeners: one statement, and the last one before commit,
 * because the counter row stays locked until then. The payload is `team:seq` alone: 8,000 bytes would abort the transaction.
 */
export async function publish(db: Db | Tx, teamId: string, events: readonly Announcement[]): Promise<void> {
  const distinct = [...new Map(events.map((event) => [`${event.topic}:${event.id}`, event])).values()];
  if (distinct.length === 0) return;
  const rows = JSON.stringify(distinct);
  await db.execute(sql`
    with counter as (
      insert into live_counters (team_id, seq) values (${teamId}, ${distinct.length})
      on conflict (team_id) do update set seq = live_counters.seq + excluded.seq
      returning seq
    ), stored as (
      insert into live_events (team_id, seq, topic, entity_id, project_id)
      select ${teamId}, counter.seq - ${distinct.length} + row.n, row.value->>'topic', row.value->>'id', row.value->>'projectId'
      from counter, jsonb_array_elements(${rows}::jsonb) with ordinality as row(value, n)
      returning seq
    )
    select pg_notify('live', ${teamId} || ':' || max(seq)::text) from stored`);
}
