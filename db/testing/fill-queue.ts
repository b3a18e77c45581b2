import type postgres from "postgres";
import { newId } from "../../contract/ids";

export type FilledQueue = { teamId: string; projectIds: string[]; nodeIds: string[]; emptyNodeId: string };

/**
 * A studio in the middle of its life: 40 projects with ten requirements each (400 classes: five passes, two sizes of
 * memory, five checkpoints), `finished` jobs with their tries, `waiting` ones of 20 people in three bands, and nodes
 * that match four in five of them, or none. Throws unless exactly so many jobs are ready.
 */
export async function fillQueue(
  sql: postgres.Sql,
  { finished, waiting, nodes }: { finished: number; waiting: number; nodes: number },
): Promise<FilledQueue> {
  const teamId = newId("team");
  const projectIds = Array.from({ length: 40 }, () => newId("project"));
  const nodeIds = Array.from({ length: nodes }, () => newId("node"));
  const emptyNodeId = newId("node");
  await sql`insert into teams (id, name) values (${teamId}, 'Filled')`;
  await sql`insert into job_classes (team_id, pass, pass_version, vram_gb, models, rough_allowed, project_id)
    select ${teamId}, 'pass' || r % 5, 1, case when r % 4 = 3 then 40 else 10 end, array['ck' || r / 2], false, p
    from unnest(${projectIds}::text[]) with ordinality as u(p, n), generate_series(0, 9) r`;
  const all = [...nodeIds, emptyNodeId];
  await sql`insert into nodes (id, team_id, name, token_hash, token_prefix, vram_gb, models, seen_at)
    select id, ${teamId}, 'node ' || n, id, 'bkn', case when id = ${emptyNodeId} then 0 else 24 end,
      array['ck0', 'ck1', 'ck2', 'ck3', 'ck4'], now()
    from unnest(${all}::text[]) with ordinality as u(id, n)`;
  await sql`insert into node_offers (node_id, pass, version, state)
    select id, 'pass' || p, 1, 'ready' from unnest(${nodeIds}::text[]) id, generate_series(0, 4) p`;
  // The class is given here: the trigger would look it up a million times.
  await sql`alter table jobs disable trigger user`;
  const rows = (state: string, count: number, from: number) => sql`
    insert into jobs (id, team_id, project_id, title, pass, pass_version, recipe, needs_vram_gb, needs_models, class_id, band, vt,
      cost_s, state, attempt, spent_s, created_by, finished_at)
    select 'job_' || ${state} || g || substr(md5(g::text), 1, 12), ${teamId}, c.project_id, 'Job ' || g, c.pass, 1,
      jsonb_build_object('seed', g, 'prompt', repeat('x', 200)), c.vram_gb, c.models, c.id,
      case when g % 20 = 0 then 2 when g % 3 = 0 then 0 else 1 end, (g / 20) * 10 + random(), 10, ${state},
      ${state === "succeeded" ? 1 : 0}, ${state === "succeeded" ? 10 : 0}, 'usr_' || g % 20,
      ${state === "succeeded" ? sql`now() - make_interval(secs => ${from + count} - g)` : sql`null`}
    from generate_series(${from + 1}::int, ${from + count}::int) g
    join (select *, row_number() over (order by hashtext(project_id || models::text || id)) - 1 as n from job_classes where team_id = ${teamId}) c
      on c.n = (g::bigint * 7919) % 400`;
  for (let at = 0; at < finished; at += 100_000) await rows("succeeded", Math.min(100_000, finished - at), at);
  await sql`insert into attempts (id, job_id, n, node_id, started_at, ended_at, outcome, seconds)
    select 'att_' || j.seq, j.id, 1, (${nodeIds}::text[])[1 + j.seq % ${nodeIds.length}], j.finished_at, j.finished_at, 'succeeded', 10
    from jobs j where j.team_id = ${teamId}`;
  await rows("ready", waiting, finished);
  await sql`alter table jobs enable trigger user`;
  const [ready] = await sql`select count(*)::int as n from jobs where team_id = ${teamId} and state = 'ready'`;
  if (ready?.n !== waiting) throw new Error(`${ready?.n} jobs are ready, ${waiting} were to be`);
  await sql`vacuum analyze`;
  return { teamId, projectIds, nodeIds, emptyNodeId };
}
