import { sql } from "drizzle-orm";
import { type Guess, type Like, makeEstimates, type Sample } from "@/contract/queue/estimate";
import type { StudioContext } from "@/server/context";

type Asked = Pick<StudioContext, "db" | "teamId">;
/** How long a pass usually takes, on a node or on any; undefined without history. */
export type Estimates = {
  of(job: Like, nodeId?: string | null): Guess | undefined;
  /** Successes of a node that the estimates come from. */
  tries(nodeId: string): number;
};

const keptMs = 30_000;
const most = 2000;
const cache = new Map<string, { at: number; estimates: Promise<Estimates> }>();

/** From the team's latest successes, kept half a minute. */
export function estimates(ctx: Asked): Promise<Estimates> {
  const known = cache.get(ctx.teamId);
  if (known && Date.now() - known.at < keptMs) return known.estimates;
  const fresh = readEstimates(ctx);
  cache.set(ctx.teamId, { at: Date.now(), estimates: fresh });
  fresh.catch(() => cache.delete(ctx.teamId));
  return fresh;
}

/** The last 400 tries of each of the team's nodes: an index answers, however long the history is. */
export async function readEstimates({ db, teamId }: Asked): Promise<Estimates> {
  const rows = await db.execute<Sample>(sql`
    select j.pass, j.needs_models as models, j.megapixels, a.node_id as "nodeId", a.seconds
    from nodes n cross join lateral (
      select * from attempts where node_id = n.id and outcome = 'succeeded' and seconds is not null
      order by started_at desc limit 400) a
    join jobs j on j.id = a.job_id
    where n.team_id = ${teamId}
    order by a.started_at desc limit ${most}`);
  return makeEstimates(rows.map((row) => ({ ...row, seconds: Number(row.seconds) })));
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
