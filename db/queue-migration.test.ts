import { readFile } from "node:fs/promises";
import path from "node:path";
import postgres from "postgres";
import { afterAll, describe, expect, it } from "vitest";
import { newId } from "../contract/ids";
import { createTestDatabase } from "./testing/database";

const folder = path.join(import.meta.dirname, "migrations");
const file = await createTestDatabase({ max: 1 });
afterAll(() => file.drop());

/** The studio as it was before the queue had graphs, in a schema of its own, with rows in it. */
async function olderStudio(client: postgres.Sql, schema: string) {
  await client.unsafe(`create schema ${schema}; set search_path to ${schema}`);
  const { entries } = JSON.parse(await readFile(path.join(folder, "meta/_journal.json"), "utf8")) as {
    entries: { tag: string }[];
  };
  const run = async (tag: string) => {
    const text = (await readFile(path.join(folder, `${tag}.sql`), "utf8")).replaceAll('"public".', "");
    for (const statement of text.split("--> statement-breakpoint")) await client.unsafe(statement);
  };
  for (const { tag } of entries.filter(({ tag }) => tag < "0005")) await run(tag);
  return { migrate: () => run("0005_queue_graph") };
}

describe("the queue's graph migration", () => {
  it("keeps every job with its place in line, its lease, its history and what it cost", async () => {
    const client = postgres(file.url, { max: 1, onnotice: () => {} });
    const { migrate } = await olderStudio(client, "older");
    const [team, node, lease] = [newId("team"), newId("node"), newId("attempt")];
    await client`insert into teams (id, name) values (${team}, 'T')`;
    await client`insert into nodes (id, team_id, name, token_hash, token_prefix) values (${node}, ${team}, 'N', 'h', 'p')`;
    const states = ["succeeded", "ready", "leased", "delayed", "ready", "failed"];
    for (const [n, state] of states.entries())
      await client`insert into jobs ${client({
        ...{ id: `job_${n}`, team_id: team, project_id: "prj", title: `Job ${n}`, pass: "inpaint", pass_version: 1 },
        ...{ recipe: client.json({ n }), needs_vram_gb: n % 2 ? 8 : 0, needs_models: ["b", "a"], state },
        ...{ created_by: n < 3 ? "usr_a" : "usr_b", band: n === 4 ? 2 : 1 },
        ...(state === "leased" && { lease_id: lease, lease_until: new Date(), lease_node_id: node }),
      })}`;
    await client`insert into attempts (id, job_id, n, node_id, ended_at, outcome, seconds) values (${newId("attempt")}, 'job_0', 1, ${node}, now(), 'succeeded', 12.5)`;

    await migrate();

    const rows =
      await client`select id, state, title, recipe, lease_id, vt > 0 as tagged, spent_s from jobs order by id`;
    expect(rows.map(({ id, state, title }) => [id, state, title])).toEqual(
      states.map((state, n) => [`job_${n}`, state, `Job ${n}`]),
    );
    expect(rows[2]?.lease_id).toBe(lease);
    expect(rows.map(({ tagged }) => tagged)).toEqual([false, true, true, true, true, false]);
    expect(rows[0]).toMatchObject({ spent_s: 12.5, recipe: { n: 0 } });
    const line = await client`select id from jobs where state = 'ready' order by band desc, vt, seq`;
    expect(line.map(({ id }) => id)).toEqual(["job_4", "job_1"]);
    // Two requirements, models in one order: two classes.
    const classes = await client`select j.id, c.vram_gb, c.models from jobs j join job_classes c on c.id = j.class_id`;
    expect(classes).toHaveLength(6);
    expect(new Set(classes.map((row) => JSON.stringify([row.vram_gb, row.models])))).toEqual(
      new Set(['[0,["a","b"]]', '[8,["a","b"]]']),
    );
    // Who had waited keeps going before who comes now: both shares begin behind their own jobs.
    const shares = await client`select user_id, clocks from person_shares order by user_id`;
    expect(shares.map(({ user_id, clocks }) => [user_id, clocks[1] > 1])).toEqual([
      ["usr_a", true],
      ["usr_b", true],
    ]);
    await client.end();
  });

  it("gives a changed job its new class and a changed node a new epoch", async () => {
    const client = postgres(file.url, { max: 1, onnotice: () => {} });
    const [team, node] = [newId("team"), newId("node")];
    await client`insert into teams (id, name) values (${team}, 'T')`;
    await client`insert into nodes (id, team_id, name, token_hash, token_prefix) values (${node}, ${team}, 'N', ${node}, 'p')`;
    const insert = (id: string) =>
      client`insert into jobs (id, team_id, project_id, title, pass, pass_version, recipe, created_by)
        values (${id}, ${team}, 'prj', 'J', 'adjust', 1, '{}', 'usr') returning class_id`;
    const [first] = await insert("job_x");
    const [second] = await insert("job_y");
    expect(second?.class_id).toBe(first?.class_id);

    const [rough] = await client`update jobs set rough_allowed = true where id = 'job_y' returning class_id`;
    expect(rough?.class_id).not.toBe(first?.class_id);

    const epoch = async () => (await client`select epoch from nodes where id = ${node}`)[0]?.epoch;
    const before = await epoch();
    await client`update nodes set seen_at = now() where id = ${node}`;
    expect(await epoch()).toBe(before);
    await client`insert into node_offers (node_id, pass, version, state) values (${node}, 'adjust', 1, 'ready')`;
    await client`update nodes set projects = '{prj}' where id = ${node}`;
    await client`delete from node_offers where node_id = ${node}`;
    expect(await epoch()).toBe(before + 3);
    await client.end();
  });
});
