import { sql } from "drizzle-orm";
import type { StudioContext } from "@/server/context";

type Row = { pass: string; node_id: string | null; seconds: number };
/** The usual seconds of a pass on a node, else on any node; undefined without history. */
export type Durations = { of(pass: string, nodeId: string | null): number | undefined };

const keptMs = 30_000;
const cache = new Map<string, { at: number; durations: Promise<Durations> }>();

/** Medians of the last 20 successes a pass and node, kept half a minute a team. */
export function durations(ctx: Pick<StudioContext, "db" | "teamId">): Promise<Durations> {
  const known = cache.get(ctx.teamId);
  if (known && Date.now() - known.at < keptMs) return known.durations;
  const fresh = readDurations(ctx);
  cache.set(ctx.teamId, { at: Date.now(), durations: fresh });
  fresh.catch(() => cache.delete(ctx.teamId));
  return fresh;
}

export async function readDurations({ db, teamId }: Pick<StudioContext, "db" | "teamId">): Promise<Durations> {
  const rows = await db.execute<Row>(sql`
    with recent as (
      select j.pass, a.node_id, a.seconds, row_number() over (partition by j.pass, a.node_id order by a.started_at desc) as n
      from jobs j join attempts a on a.job_id = j.id
      where j.team_id = ${teamId} and j.state = 'succeeded' and a.outcome = 'succeeded' and a.seconds is not null
        and j.seq > (select coalesce(max(seq), 0) - 5000 from jobs where team_id = ${teamId})
    )
    select pass, node_id, percentile_cont(0.5) within group (order by seconds) as seconds
    from recent where n <= 20 group by grouping sets ((pass, node_id), (pass))`);
  const medians = new Map(rows.map((row) => [`${row.pass} ${row.node_id ?? ""}`, Number(row.seconds)]));
  return { of: (pass, nodeId) => medians.get(`${pass} ${nodeId ?? ""}`) ?? medians.get(`${pass} `) };
}

type Running = { startedAt: string | null; fraction: number; usual: number | undefined };

/** Whole seconds left of a running job, never negative; null when nothing is known yet. History and pace are weighed by how far it is. */
export const secondsLeft = ({ startedAt, fraction, usual }: Running, now = Date.now()): number | null => {
  const elapsed = startedAt ? Math.max(0, (now - Date.parse(startedAt)) / 1000) : 0;
  const byPace = fraction > 0.05 ? (elapsed * (1 - fraction)) / fraction : undefined;
  const byHistory = usual === undefined ? undefined : Math.max(0, usual * (1 - fraction), usual - elapsed);
  if (byPace === undefined && byHistory === undefined) return null;
  if (byPace === undefined || byHistory === undefined) return Math.ceil(byPace ?? byHistory ?? 0);
  return Math.ceil(byPace * fraction + byHistory * (1 - fraction));
};
