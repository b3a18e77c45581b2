import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Sql } from "postgres";
import type { StudioContext } from "@/server/context";
import { openMedia } from "@/server/media/open-media";

export type Finding = { figure: string; value: number; must?: number; detail?: unknown };

/** What the whole run did to the jobs, from the books and from the disks. */
export async function audit(
  sql: Sql,
  ctx: StudioContext,
  expected: number,
  homes: readonly string[],
): Promise<Finding[]> {
  const n = async (query: Promise<readonly { n: number }[]>): Promise<number> => (await query)[0]?.n ?? 0;
  const states = await sql<
    { state: string; n: number }[]
  >`select state, count(*)::int as n from jobs group by state order by state`;
  const ended = ["succeeded", "failed", "cancelled"];
  const unnamed = await sql<{ id: string; state: string }[]>`
    select id, state from jobs where state <> all(${ended}) or (state = 'failed' and (error is null or error_cause is null)) limit 20`;
  const kept = await sql<{ media_id: string; sha256: string }[]>`
    select distinct o.media_id, m.sha256 from job_outputs o join media m on m.id = o.media_id`;
  const unreadable = await lostFiles(ctx, kept);
  const performed = (await Promise.all(homes.map(performedIn))).flat();
  const left = (await Promise.all(homes.map(leftBehind))).reduce((sum, more) => sum + more, 0);
  return [
    { figure: "jobs queued", value: await n(sql`select count(*)::int as n from jobs`), must: expected },
    {
      figure: "jobs by state",
      value: states.length,
      detail: Object.fromEntries(states.map(({ state, n }) => [state, n])),
    },
    {
      figure: "stuck: jobs in no named end",
      value: unnamed.length,
      must: 0,
      ...(unnamed.length > 0 && { detail: unnamed }),
    },
    {
      figure: "lost: jobs that succeeded without their version or its file",
      value:
        (await n(sql`select count(*)::int as n from jobs j where state = 'succeeded'
          and (not exists (select 1 from job_outputs o where o.job_id = j.id)
            or not exists (select 1 from versions v where v.job_id = j.id))`)) + unreadable,
      must: 0,
    },
    {
      figure: "duplicated versions",
      value: await n(sql`select count(*)::int as n from (select job_id, slot from versions where job_id is not null
        group by job_id, slot having count(*) > 1) twice`),
      must: 0,
    },
    {
      figure: "versions of jobs that did not succeed",
      value: await n(
        sql`select count(*)::int as n from versions v join jobs j on j.id = v.job_id where j.state <> 'succeeded'`,
      ),
      must: 0,
    },
    {
      figure: "jobs with two attempts that succeeded",
      value: await n(sql`select count(*)::int as n from (select job_id from attempts where outcome = 'succeeded'
        group by job_id having count(*) > 1) twice`),
      must: 0,
    },
    {
      figure: "results of another attempt than the one that succeeded",
      value: await n(sql`select count(*)::int as n from job_outputs o where not exists (select 1 from attempts a
        where a.id = o.attempt_id and a.job_id = o.job_id and a.outcome = 'succeeded')`),
      must: 0,
    },
    {
      figure: "children begun before their parents had succeeded",
      value: await n(sql`select count(*)::int as n from job_deps d join jobs p on p.id = d.parent_id
        join attempts a on a.job_id = d.job_id where p.state <> 'succeeded' or a.started_at < p.finished_at`),
      must: 0,
    },
    { figure: "attempts performed", value: performed.length },
    { figure: "attempts performed twice", value: performed.length - new Set(performed).size, must: 0 },
    { figure: "results still on the nodes' disks", value: left, must: 0 },
    {
      figure: "attempts by outcome",
      value: await n(sql`select count(*)::int as n from attempts`),
      detail: Object.fromEntries(
        (
          await sql<{ outcome: string; n: number }[]>`
          select coalesce(outcome, 'open') as outcome, count(*)::int as n from attempts group by 1 order by 1`
        ).map(({ outcome, n }) => [outcome, n]),
      ),
    },
    {
      figure: "attempts without an end",
      value: await n(sql`select count(*)::int as n from attempts where outcome is null`),
      must: 0,
    },
  ];
}

/** Results whose bytes are not in the studio, or not those their hash says. */
async function lostFiles(ctx: StudioContext, kept: readonly { media_id: string; sha256: string }[]): Promise<number> {
  let lost = 0;
  for (const { media_id, sha256 } of kept) {
    const whole = await readMedia(ctx, media_id).catch(() => "");
    if (whole !== sha256) lost++;
  }
  return lost;
}

async function readMedia(ctx: StudioContext, id: string): Promise<string> {
  const { read } = await openMedia(ctx, id, "original");
  const hash = createHash("sha256");
  for await (const chunk of await read()) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

const performedIn = async (home: string) =>
  (await readFile(path.join(home, "performed"), "utf8").catch(() => "")).split("\n").filter(Boolean);
const leftBehind = async (home: string) => (await readdir(path.join(home, "work")).catch(() => [])).length;
