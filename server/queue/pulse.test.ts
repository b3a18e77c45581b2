import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { teamQueues } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeJob, makeNode, makeProject, makeTeam, makeUser } from "@/db/testing/factories";
import type { StudioContext } from "@/server/context";
import { asNode, asUser } from "@/server/testing/contexts";
import { claim } from "./claim";
import { readPulse } from "./pulse";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

let owner: StudioContext;
let project: Awaited<ReturnType<typeof makeProject>>;
beforeEach(async () => {
  const team = await makeTeam(db);
  project = await makeProject(db, team.id);
  owner = asUser(db, team.id, await makeUser(db, team.id, "owner"));
});

describe("what every page says of the queue", () => {
  it("is nothing when nothing goes on", async () => {
    await makeJob(db, project, { state: "succeeded", finishedAt: new Date().toISOString() });
    expect(await readPulse(owner)).toEqual({ running: [], counts: { running: 0, waiting: 0 }, paused: false });
  });

  it("counts every kind of waiting and shows what runs with its node, at most three", async () => {
    const node = await makeNode(db, project.teamId, [{ pass: "adjust", state: "ready" }], { name: "Box" });
    await makeJob(db, project, { state: "blocked", depsLeft: 1 });
    await makeJob(db, project, { state: "held", heldFor: ["person"] });
    await makeJob(db, project, { state: "delayed", runAt: new Date(Date.now() + 60_000).toISOString() });
    for (let at = 0; at < 5; at += 1) await makeJob(db, project, { title: `Adjust ${at}` });
    for (let at = 0; at < 4; at += 1) await claim(asNode(db, node), node.id);

    const pulse = await readPulse(owner);

    expect(pulse.counts).toEqual({ running: 4, waiting: 4 });
    expect(pulse.running.map(({ title }) => title)).toEqual(["Adjust 0", "Adjust 1", "Adjust 2"]);
    expect(pulse.running[0]).toMatchObject({ node: { name: "Box" }, why: null });
  });

  it("knows nothing of another team's, and says when the whole queue is paused", async () => {
    const other = await makeProject(db, (await makeTeam(db)).id);
    await makeJob(db, other);
    await db.insert(teamQueues).values({ teamId: project.teamId, pausedAt: new Date().toISOString() });
    expect(await readPulse(owner)).toEqual({ running: [], counts: { running: 0, waiting: 0 }, paused: true });
  });
});
