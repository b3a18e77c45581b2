import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/contract/ids";
import { createTestDatabase } from "@/db/testing/database";
import { type FilledQueue, fillQueue } from "@/db/testing/fill-queue";
import { claimStatement } from "./claim-statement";
import { matchesOf, warmOf } from "./matches";

// A tenth of the size that `npm run bench -- queue` fills and asks the same of; the plan is the same from here on.
const sizes = { finished: 100_000, waiting: 10_000, nodes: 4 };
const file = await createTestDatabase();
const client = postgres(file.url, { max: 1, onnotice: () => {} });
let queue: FilledQueue;
beforeAll(async () => {
  queue = await fillQueue(client, sizes);
}, 120_000);
afterAll(async () => {
  await client.end();
  await file.drop();
});

type Node = { "Node Type": string; "Relation Name"?: string; "Index Name"?: string; Plans?: Node[] };
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];
const types = "text, text, text, int[], int, bool, int[], int[], float8[], int[], float8[]";

/** The plan of the claim as a long-lived connection ends up with it: one for all parameters, or one made for these. */
async function planOf(tx: postgres.Sql, mode: "force_generic_plan" | "force_custom_plan", nodeId: string) {
  const matches = await matchesOf(file.db, { teamId: queue.teamId, nodeId }, { fresh: true });
  if (!matches) throw new Error("the node is not there");
  const { classes, bonuses, elsewhere, costs } = warmOf(matches, ["ck1"]);
  const name = `claim_${newId("attempt")}`;
  const { eligible, known } = matches.classes;
  const values = [
    queue.teamId,
    nodeId,
    newId("attempt"),
    eligible,
    matches.epoch,
    false,
    known,
    classes,
    bonuses,
    elsewhere,
    costs,
  ];
  await tx.unsafe(`set local plan_cache_mode = ${mode}`);
  await tx.unsafe(`prepare ${name} (${types}) as ${claimStatement(128, 8)}`);
  const literals = values.map((value) => `'${value}'`).join(", ");
  const [row] = await tx.unsafe(`explain (analyze, buffers, format json) execute ${name}(${literals})`);
  const plans = row?.["QUERY PLAN"] as { Plan: Node; "Execution Time": number }[] | undefined;
  const [plan] = plans ?? [];
  if (!plan) throw new Error("EXPLAIN answered nothing");
  return { nodes: nodesOf(plan.Plan), ms: plan["Execution Time"] };
}

class Undo extends Error {}
/** Look inside a transaction that is undone: EXPLAIN ANALYZE claims for real. */
async function undone<T>(work: (tx: postgres.Sql) => Promise<T>): Promise<T> {
  let result: T | undefined;
  await client
    .begin(async (tx) => {
      result = await work(tx as unknown as postgres.Sql);
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  return result as T;
}

const large = ["jobs", "attempts", "job_deps", "job_outputs"];
const scans = (nodes: Node[]) =>
  nodes.filter((node) => node["Node Type"].includes("Seq Scan") && large.includes(node["Relation Name"] ?? ""));

describe("the claim's plan over a long history", () => {
  it.each(["force_generic_plan", "force_custom_plan"] as const)(
    "reads no large table from end to end (%s)",
    async (mode) => {
      for (const nodeId of [queue.nodeIds[0] ?? "", queue.emptyNodeId]) {
        const { nodes } = await undone((tx) => planOf(tx, mode, nodeId));

        expect(scans(nodes)).toEqual([]);
        const indexes = nodes.flatMap((node) => node["Index Name"] ?? []);
        expect(indexes).toEqual(expect.arrayContaining(["jobs_line", "jobs_class", "jobs_failed_before", "jobs_seq"]));
        // Sorting what waits would grow with the queue; the line is read in its own order.
        const sorted = nodes.filter((node) => node["Node Type"] === "Sort").flatMap(nodesOf);
        expect(sorted.filter((node) => node["Index Name"] === "jobs_line")).toEqual([]);
      }
    },
  );

  it("would show a scan were an index missing", async () => {
    const nodes = await undone(async (tx) => {
      await tx.unsafe("drop index jobs_line, jobs_class, jobs_team_recent, jobs_person");
      return (await planOf(tx, "force_generic_plan", queue.nodeIds[0] ?? "")).nodes;
    });

    expect(scans(nodes).length).toBeGreaterThan(0);
  });
});
