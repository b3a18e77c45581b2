import { setTimeout as pause } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { leaseSeconds } from "@/contract/agent-api";
import { newId } from "@/contract/ids";
import { jobs } from "@/db/schema";
import { announce, type StudioContext, withTransaction } from "@/server/context";
import { fits } from "./fits";
import { awayAfterSeconds, type Job } from "./states";

/** `candidates`: jobs this node could have had. `more`: the team still has ready jobs, for this node or another. */
export type ClaimOutcome = { job: Job | null; candidates: number; more: boolean };

const job = sql.raw("j");
const node = sql.raw("n");
const other = sql.raw("other");

/** Another node could take it: awake, not paused, has not failed it. Asked only about jobs this node failed. */
const someoneElseCan = sql`exists (
  select 1 from nodes other
  where other.team_id = j.team_id and other.id <> all(j.failed_nodes) and other.revoked_at is null and other.paused_at is null
    and other.seen_at > now() - make_interval(secs => ${awayAfterSeconds}) and ${fits(job, other)})`;

/**
 * The claim, one statement. The node row is locked for share, so a revoke and a claim cannot pass each other. Jobs this
 * node failed come last, and for a minute not at all while another node could take them. Of the best `width` fitting
 * jobs one is locked; those other claimers hold are skipped.
 */
const claimStatement = (teamId: string, nodeId: string, leaseId: string, width: number) => sql`
  with n as materialized (
    select id, team_id, vram_gb, models from nodes
    where id = ${nodeId} and team_id = ${teamId} and revoked_at is null and paused_at is null
    for share
  ), fresh as materialized (
    select j.id, 0 as late, j.band, j.seq from n join jobs j on j.team_id = n.team_id
    where j.state = 'ready' and n.id <> all(j.failed_nodes) and ${fits(job, node)}
    order by j.band desc, j.seq limit ${width}
  ), again as materialized (
    select j.id, 1 as late, j.band, j.seq from n join jobs j on j.team_id = n.team_id
    where j.state = 'ready' and n.id = any(j.failed_nodes) and not exists (select 1 from fresh) and ${fits(job, node)}
      and (j.run_at < now() - interval '60 seconds' or not ${someoneElseCan})
    order by j.band desc, j.seq limit ${width}
  ), fitting as materialized (
    select * from fresh union all select * from again
  ), pick as (
    select j.id from fitting f join jobs j on j.id = f.id
    where j.state = 'ready'
    order by f.late, f.band desc, f.seq limit 1
    for update of j skip locked
  ), taken as (
    update jobs j set state = 'leased', attempt = j.attempt + 1, lease_id = ${leaseId}, lease_node_id = ${nodeId},
      lease_until = now() + make_interval(secs => ${leaseSeconds}), started_at = now(), fraction = 0, progress_label = null,
      preview_media_id = null, cancel_requested_at = null
    from pick where j.id = pick.id
    returning j.id, j.attempt
  ), tried as (
    insert into attempts (id, job_id, n, node_id) select ${leaseId}, taken.id, taken.attempt, ${nodeId} from taken
  )
  select taken.id, (select count(*)::int from fitting) as candidates,
    exists (select 1 from jobs j where j.team_id = ${teamId} and j.state = 'ready' and j.id is distinct from taken.id) as more
  from (values (1)) as one left join taken on true`;

type Row = { id: string | null; candidates: number; more: boolean };

/**
 * Give the node the best job it can do, under a fresh lease. No job with candidates means a lost race, not an empty
 * queue: look wider and ask again. `job: null` is the truth only when nothing fitting was free.
 */
export async function claim(ctx: StudioContext, nodeId: string): Promise<ClaimOutcome> {
  for (let round = 0; ; round++) {
    const outcome = await claimOnce(ctx, nodeId, Math.min(8 * 4 ** round, 512));
    if (outcome.job || outcome.candidates === 0) return outcome;
    // Breathe a little, so that a crowd on one job does not spin.
    if (round > 2) await pause(Math.random() * 10);
  }
}

const claimOnce = (ctx: StudioContext, nodeId: string, width: number): Promise<ClaimOutcome> =>
  withTransaction(ctx, async (ctx) => {
    const leaseId = newId("attempt");
    const [row] = await ctx.db.execute<Row>(claimStatement(ctx.teamId, nodeId, leaseId, width));
    const { id = null, candidates = 0, more = false } = row ?? {};
    if (!id) return { job: null, candidates, more };
    const [taken] = await ctx.db.select().from(jobs).where(eq(jobs.id, id));
    announce(ctx, { topic: "job", id, projectId: taken?.projectId ?? null });
    return { job: taken ?? null, candidates, more };
  });
