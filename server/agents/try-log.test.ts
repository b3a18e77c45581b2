import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { attempts } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeJob, makeNode, makeProject, makeTeam } from "@/db/testing/factories";
import type { StudioContext } from "@/server/context";
import { claim } from "@/server/queue/claim";
import { listOutputs } from "@/server/renders/outputs";
import { asNode, asUser } from "@/server/testing/contexts";
import { failWork } from "./give-up";
import { beat } from "./report-progress";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

let project: Awaited<ReturnType<typeof makeProject>>;
let node: StudioContext;
let held: { jobId: string; leaseId: string };
beforeEach(async () => {
  project = await makeProject(db, (await makeTeam(db)).id);
  node = asNode(db, await makeNode(db, project.teamId, [{ pass: "adjust", state: "ready" }]));
  await makeJob(db, project);
  const { job } = await claim(node, node.actor.id);
  held = { jobId: job?.id ?? "", leaseId: job?.leaseId ?? "" };
});
const say = (log: string, ctx = node, more: object = {}) =>
  beat(ctx, { ...held, label: "", previewMediaId: null, ...more, log });
const kept = async () => (await db.select().from(attempts).where(eq(attempts.id, held.leaseId)))[0]?.log ?? null;

describe("what a node says of a try", () => {
  it("is kept with the try, sign of life by sign of life, to its end, and shown with the job", async () => {
    await say("0.0 s  Begins\n");
    await say("1.0 s  Step 1\n");
    await failWork(node, { ...held, cause: "bad_input", retry: "never", message: "No", log: "2.0 s  No\n" });

    const owner = asUser(db, project.teamId, { id: "usr_x", name: "Ada" });
    const { tries } = await listOutputs(owner, { jobId: held.jobId });
    expect(tries.map(({ log }) => log)).toEqual(["0.0 s  Begins\n1.0 s  Step 1\n2.0 s  No\n"]);
  });

  it("keeps the last lines whole when there are too many, and refuses more at once than the wire takes", async () => {
    for (let n = 0; n < 8; n++) await say(`${`${n} ${"x".repeat(97)}\n`.repeat(30)}`);

    const log = await kept();
    expect(log?.length).toBeLessThanOrEqual(16_000);
    expect(log?.length).toBeGreaterThan(15_000);
    expect(log?.split("\n")[0]).toMatch(/^\d x{97}$/);
    expect(log).toMatch(/7 x{97}\n$/);
    await expect(say("x".repeat(5_000))).rejects.toThrow();
    await expect(say("a\0b")).rejects.toThrow(/NUL/);
  });

  it("is nothing when the try is over, or another node's", async () => {
    const other = asNode(db, await makeNode(db, project.teamId, [{ pass: "adjust", state: "ready" }]));
    await say("theirs\n", other);
    expect(await kept()).toBeNull();
    await failWork(node, { ...held, cause: "bad_input", retry: "never", message: "No" });
    await say("too late\n");
    expect(await kept()).toBeNull();
  });
});
