import { sql } from "drizzle-orm";
import type { Books } from "./books";
import { type Job, waitingStates } from "./states";

/** A job that takes its place in line: its person's clock is moved on by what it is expected to take. */
export type Entrant = Pick<Job, "projectId" | "createdBy" | "band" | "costS">;
export type Tag = { vt: number /** The person has paused their own work. */; paused: boolean };

type Row = { weight: number; base: number; paused: boolean };

/**
 * Virtual start tags, one for each entrant, in their order: start-time fair queueing with the person as the key. A
 * person's clock runs slower in a project of greater weight, and starts no earlier than the work in service, so nobody
 * saves up turns by being away. Locks the persons' shares in one order; call it as late in a transaction as can be.
 */
export async function tag({ db }: Books, teamId: string, entrants: readonly Entrant[]): Promise<Tag[]> {
  const tags = new Map<Entrant, Tag>();
  const groups = new Map<string, Entrant[]>();
  for (const entrant of entrants) {
    const key = `${entrant.createdBy} ${entrant.band}`;
    groups.set(key, [...(groups.get(key) ?? []), entrant]);
  }
  const weights = await projectWeights(db, teamId, [...new Set(entrants.map(({ projectId }) => projectId))]);
  for (const key of [...groups.keys()].sort()) {
    const group = groups.get(key) ?? [];
    const [{ createdBy, band } = { createdBy: "", band: 1 }] = group;
    const charge = ({ projectId, costS }: Entrant) => Math.max(0.1, costS) / (weights.get(projectId) ?? 1);
    const total = group.reduce((sum, entrant) => sum + charge(entrant), 0);
    const clock = sql.raw(`clocks[${band + 1}]`);
    const fresh = [0, 1, 2].map((one) => (one === band ? sql`v + ${total}::float8` : sql`0`));
    const [row] = await db.execute<Row>(sql`
      with now_v as (
        select greatest(
          coalesce((select ${clock} from team_queues where team_id = ${teamId}), 0),
          coalesce((select max(vt) from jobs where team_id = ${teamId} and state = 'leased' and band = ${band}), 0)) as v
      )
      insert into person_shares as s (team_id, user_id, clocks)
      select ${teamId}, ${createdBy}, array[${sql.join(fresh, sql`, `)}]::float8[] from now_v
      on conflict (team_id, user_id) do update set ${clock} =
        greatest(s.${clock}, (select v from now_v)) + ${total}::float8 / s.weight
      returning s.weight, s.${clock} - ${total}::float8 / s.weight as base, s.paused_at is not null as paused`);
    if (!row) throw new Error("a share answered no row");
    let at = row.base;
    for (const entrant of group) {
      tags.set(entrant, { vt: at, paused: row.paused });
      at += charge(entrant) / row.weight;
    }
  }
  return entrants.map((entrant) => tags.get(entrant) ?? { vt: 0, paused: false });
}

async function projectWeights(db: Books["db"], teamId: string, projectIds: string[]): Promise<Map<string, number>> {
  const rows = await db.execute<{ project_id: string; weight: number }>(sql`
    select project_id, weight from project_shares
    where team_id = ${teamId} and project_id = any(${sql.param(projectIds)}::text[])`);
  return new Map(rows.map((row) => [row.project_id, row.weight]));
}

/**
 * Work that left the line unperformed is not charged: the person's clocks go back to where what is still waiting ends.
 * Without it, who queues 500 jobs and thinks better of it would wait for them all the same.
 */
export async function refund({ db }: Books, teamId: string, userIds: readonly string[]): Promise<void> {
  const waiting = sql.raw(waitingStates.map((state) => `'${state}'`).join(", "));
  const clock = (band: number) => sql`least(s.clocks[${sql.raw(String(band + 1))}], coalesce((
      select max(j.vt + greatest(j.cost_s, 0.1) / (s.weight * coalesce(p.weight, 1)))
      from jobs j left join project_shares p on p.team_id = j.team_id and p.project_id = j.project_id
      where j.team_id = s.team_id and j.created_by = s.user_id and j.band = ${sql.raw(String(band))}
        and j.vt < 'infinity' and j.state in (${waiting}, 'leased')), 0))`;
  for (const userId of [...new Set(userIds)].sort())
    await db.execute(sql`
      update person_shares s set clocks = array[${clock(0)}, ${clock(1)}, ${clock(2)}]
      where s.team_id = ${teamId} and s.user_id = ${userId}`);
}
