import { leaseSeconds } from "@/contract/agent-api";
import { fits } from "./fits";
import { awayAfterSeconds } from "./states";

/** Another node could take it: awake, not paused, has not failed it. Asked only about jobs this node failed. */
const someoneElseCan = `exists (
  select 1 from nodes other
  where other.team_id = j.team_id and other.id <> all(j.failed_nodes) and other.revoked_at is null and other.paused_at is null
    and other.seen_at > now() - make_interval(secs => ${awayAfterSeconds}) and ${fits("c", "other")})`;

// $1 team, $2 node, $3 lease, $4 classes the node may run, $5 the node's epoch, $6 claimed in advance.
/** The node, locked for share, so that a revoke and a claim cannot pass each other. No row: paused, revoked or changed. */
const node = `n as materialized (
    select nodes.id, nodes.team_id from nodes
    where id = $2 and team_id = $1 and epoch = $5::int and revoked_at is null and paused_at is null
      and not exists (select 1 from team_queues q where q.team_id = $1 and q.paused_at is not null)
    for share of nodes
  )`;

/** What follows a pick: the lease, the try and the news of it. */
function takenAs(nodeId: string, leaseId: string, ahead: string): string {
  return `taken as (
    update jobs j set state = 'leased', attempt = j.attempt + 1, lease_id = ${leaseId}, lease_node_id = ${nodeId}, lease_ahead = ${ahead},
      lease_until = now() + make_interval(secs => ${leaseSeconds}), started_at = now(), fraction = 0, progress_label = null,
      preview_media_id = null, cancel_requested_at = null
    from pick where j.seq = pick.seq
    returning j.*
  ), tried as (
    insert into attempts (id, job_id, n, node_id) select taken.lease_id, taken.id, taken.attempt, taken.lease_node_id from taken
  ), told as (
    insert into job_events (team_id, job_id, project_id) select team_id, id, project_id from taken
  )`;
}

/**
 * Take the jobs that earlier searches found next, each for one node, if they are still there for it: one statement and one
 * commit for all that ask at the same time. $1 team; one entry each in $2 nodes, $3 leases, $4 jobs' numbers, $5 epochs,
 * $6 claimed in advance, $7 eligible classes as literals. Rows are locked in one order; what others hold is passed over.
 */
export const takeStatement = `
  with asked as (
    select * from unnest($2::text[], $3::text[], $4::bigint[], $5::int[], $6::bool[], $7::text[])
      as a(node_id, lease_id, seq, epoch, ahead, eligible)
  ), n as materialized (
    select asked.* from asked join nodes on nodes.id = asked.node_id
    where nodes.team_id = $1 and nodes.epoch = asked.epoch and nodes.revoked_at is null and nodes.paused_at is null
      and not exists (select 1 from team_queues q where q.team_id = $1 and q.paused_at is not null)
    order by nodes.id for share of nodes
  ), pick as (
    select j.seq, n.node_id, n.lease_id, n.ahead from n join jobs j on j.seq = n.seq and j.team_id = $1
    where j.state = 'ready' and j.class_id = any(n.eligible::int[]) and n.node_id <> all(j.failed_nodes)
    order by j.seq for update of j skip locked
  ), ${takenAs("pick.node_id", "pick.lease_id", "pick.ahead")}
  select taken.* from taken`;

/** One number to sort by: band before score. Tags are seconds, so 10^10 is three hundred years. */
const rank = (band: string, score: string) => `(${score} - ${band} * 1e10)`;

/**
 * The claim, one statement: searches, takes the best and tells what it found besides. Further $7 classes known, $8 warm
 * classes and $9 their bonuses in seconds, $10 classes whose models another node holds and $11 what loading them would cost here.
 *
 * The head of the line (`near`) is judged row by row, which nearly always finds something; only when nothing there fits
 * are the heads of all classes looked at (`deep`), so that 100,000 jobs for another kind of node cost one probe a class
 * and not a scan. Warm classes are always probed: a job that saves loading may lie further back, by no more than its
 * bonus. Jobs this node failed come last, and for a minute not at all while another node could take them. One row is
 * locked, best first; those other claimers hold are skipped. `near` and `heads` are constants of the text: a plan with
 * LIMIT $n would guess a tenth. `again` asks with <@: of "= any('{}')" a planner may read any partial index. `q_found` is in order up to where the first of the looks was cut short, and no further.
 *
 * Within a band (`fresh`): a warm job goes first when its bonus reaches back to the first that fits. If there is none, and
 * something must be loaded, what another node holds is left to that node, up to the seconds that loading it here would take:
 * it would begin no sooner. So a job is overtaken by the larger of the two, never by both. When the first is gone, a bonus may
 * reach the next of them (`waits`): then `q_found` ends with the first.
 */
export const claimStatement = (near: number, heads: number): string => `
  with ${node}, near as materialized (
    select x.* from n cross join lateral (
      select j.seq, j.class_id, j.band, j.vt, j.failed_nodes from jobs j
      where j.team_id = n.team_id and j.state = 'ready'
      order by j.band desc, j.vt, j.seq limit ${near}) x
  ), facts as materialized (
    select count(*)::int as rows, count(*) = ${near} as full, max(${rank("band", "vt")}) as last,
      coalesce(bool_or(class_id <> all($7::int[])), false) as unknown from near
  ), warm as materialized (
    select w.class_id, w.bonus from unnest($8::int[], $9::float8[]) as w(class_id, bonus)
  ), elsewhere as materialized (
    select e.class_id, e.cost from unnest($10::int[], $11::float8[]) as e(class_id, cost)
  ), here as materialized (
    select near.seq, near.class_id, near.band, near.vt from near
    where near.class_id = any($4::int[]) and $2 <> all(near.failed_nodes)
  ), ahead as materialized (
    select x.seq, warm.class_id, x.band, x.vt
    from facts cross join warm cross join lateral (
      select j.seq, j.band, j.vt from jobs j
      where facts.full and j.class_id = warm.class_id and j.state = 'ready' and $2 <> all(j.failed_nodes)
      order by j.band desc, j.vt, j.seq limit ${heads}) x
  ), depth as materialized (
    select case when facts.full and not exists (select 1 from here) then $4::int[] else '{}' end as classes from facts
  ), deep as materialized (
    select x.seq, e.class_id, x.band, x.vt
    from depth cross join lateral unnest(depth.classes) as e(class_id) cross join lateral (
      select j.seq, j.band, j.vt from jobs j
      where j.class_id = e.class_id and j.state = 'ready' and $2 <> all(j.failed_nodes)
      order by j.band desc, j.vt, j.seq limit ${heads}) x
  ), seen as materialized (
    select * from here union select * from ahead union select * from deep
  ), first as materialized (
    select band, min(vt) as vt from seen group by band
  ), fresh as materialized (
    select s.seq, 0 as late, s.class_id, s.band, s.vt, coalesce(s.vt - warm.bonus > first.vt, false) as waits, ${rank(
      "s.band",
      "case when s.vt - warm.bonus <= first.vt then s.vt - warm.bonus - 1e6 else s.vt + coalesce(elsewhere.cost, 0) end",
    )} as rank
    from seen s join first using (band) left join warm using (class_id) left join elsewhere using (class_id)
  ), bound as materialized (
    select least((select case when facts.full and cardinality(depth.classes) = 0 then facts.last end from facts, depth), min(b.last)) as rank from (
      select max(rank) as last from fresh join ahead using (seq) group by ahead.class_id having count(*) = ${heads}
      union all select max(rank) from fresh join deep using (seq) group by deep.class_id having count(*) = ${heads}
      union all select max(rank) from fresh join first using (band, vt) where band in (select band from fresh where waits) group by band) b
  ), again as materialized (
    select j.seq, 1 as late, ${rank("j.band", "j.vt")} as rank
    from n join jobs j on j.team_id = n.team_id join job_classes c on c.id = j.class_id
    where j.state = 'ready' and j.failed_nodes <> '{}' and n.id = any(j.failed_nodes) and not exists (select 1 from fresh)
      and array[j.class_id] <@ $4::int[] and (j.run_at < now() - interval '60 seconds' or not ${someoneElseCan})
    order by j.band desc, j.vt, j.seq limit ${near}
  ), fitting as materialized (
    select * from (select seq, late, rank from fresh union all select seq, late, rank from again) f order by late, rank, seq limit 512
  ), pick as (
    select j.seq from fitting f join jobs j on j.seq = f.seq
    where j.state = 'ready' and not (select unknown from facts)
    order by f.late, f.rank, f.seq limit 1
    for update of j skip locked
  ), ${takenAs("$2", "$3", "$6::bool")}
  select taken.*,
    (select count(*)::int from fitting) as q_candidates,
    (select array_agg(f.seq::text order by f.rank, f.seq) from fitting f, bound
      where f.late = 0 and (bound.rank is null or f.rank <= bound.rank)) as q_found,
    exists (select 1 from n) as q_open,
    exists (select 1 from jobs j where j.team_id = $1 and j.state = 'ready' and j.failed_nodes <> '{}' and $2 = any(j.failed_nodes)) as q_again,
    facts.rows as q_near,
    facts.unknown or (facts.full and cardinality((select classes from depth)) > 0
      and (select row(count(*), max(id)) from job_classes where team_id = $1)
        <> (select row(count(*), max(k)) from unnest($7::int[]) k)) as q_stale,
    (select epoch from nodes where id = $2 and team_id = $1) as q_epoch
  from facts left join taken on true`;
