import { eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, it } from "vitest";
import { jobClasses, nodes } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeJob, makeNode, makeProject, makeTeam } from "@/db/testing/factories";
import { forgetMatches, knownMatches, learnClasses, matchesOf } from "./matches";
import { pruneClasses } from "./prune-classes";
import { readyClasses } from "./ready-classes";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());
beforeEach(() => forgetMatches());

const adjusts = [{ pass: "adjust", state: "ready" as const }];
const world = async () => {
  const team = await makeTeam(db);
  const project = await makeProject(db, team.id);
  const node = async (...rest: [offers?: typeof adjusts, facts?: Record<string, unknown>]) => {
    const { id } = await makeNode(db, team.id, rest[0] ?? adjusts, rest[1] ?? {});
    return { teamId: team.id, nodeId: id };
  };
  return { team, project, node };
};
const all = async (fresh: { teamId: string; nodeId: string }) => (await matchesOf(db, fresh, { fresh: true }))?.classes;

it("learns new requirements for all nodes at once, as a fresh look at each would find them", async () => {
  const { team, project, node } = await world();
  const [big, small, other] = [
    await node(adjusts, { vramGb: 24, models: ["m"] }),
    await node(),
    await node([{ pass: "upscale", state: "ready" }]),
  ];
  await makeJob(db, project);
  for (const one of [big, small, other]) await matchesOf(db, one);
  await makeJob(db, project, { needsVramGb: 20, needsModels: ["m"] });
  await makeJob(db, project, { pinnedNodeId: small.nodeId });
  await makeJob(db, project, { pass: "upscale" });
  await makeJob(db, project, { state: "succeeded", pass: "outpaint" });

  const classIds = await readyClasses(db, team.id);
  expect(classIds).toHaveLength(4);
  await learnClasses(db, team.id, classIds);

  for (const one of [big, small, other]) {
    const learned = knownMatches(one.teamId, one.nodeId)?.classes;
    expect(classIds.every((id) => learned?.knows.has(id))).toBe(true);
    const may = classIds.filter((id) => learned?.may.has(id));
    const fresh = await all(one);
    expect(may).toEqual(classIds.filter((id) => fresh?.may.has(id)));
    expect(may).toHaveLength(one === other ? 1 : 2);
  }
});

it("forgets a node that changed instead of guessing", async () => {
  const { team, project, node } = await world();
  const one = await node();
  await makeJob(db, project);
  await matchesOf(db, one);
  await db
    .update(nodes)
    .set({ vramGb: 48, models: ["m"] })
    .where(eq(nodes.id, one.nodeId));
  await makeJob(db, project, { needsVramGb: 40 });

  await learnClasses(db, team.id, await readyClasses(db, team.id));

  expect(knownMatches(one.teamId, one.nodeId)).toBeUndefined();
});

it("shares what it knows between nodes that may run the same", async () => {
  const { team, project, node } = await world();
  const [a, b] = [await node(), await node()];
  await makeJob(db, project);
  const [first, second] = [await matchesOf(db, a), await matchesOf(db, b)];
  expect(first?.classes).toBe(second?.classes);
  await makeJob(db, project, { roughAllowed: true });
  await learnClasses(db, team.id, await readyClasses(db, team.id));
  expect(first?.classes.may.size).toBe(2);
  expect(first?.classes).toBe(second?.classes);
});

it("retires requirements nobody has work for, then drops them, and finds one anew for a job that comes back", async () => {
  const { team, project } = await world();
  const ids = async () =>
    (await db.select({ id: jobClasses.id }).from(jobClasses).where(eq(jobClasses.teamId, team.id))).map(({ id }) => id);
  const done = await makeJob(db, project, { state: "succeeded", pass: "upscale" });
  const held = await makeJob(db, project, { state: "held", pass: "outpaint", heldFor: ["hand"] });
  const ready = await makeJob(db, project);
  expect(await ids()).toHaveLength(3);
  const later = (minutes: number) =>
    db.execute(sql`update job_classes set idle_since = idle_since - make_interval(mins => ${minutes}),
      retired_at = retired_at - make_interval(mins => ${minutes})`);

  await pruneClasses(db);
  await later(59);
  await pruneClasses(db);
  expect(await ids()).toHaveLength(3);
  await later(2);
  await pruneClasses(db);
  // Retired: still matched, but new work gets a class of its own.
  expect(await ids()).toHaveLength(3);
  const like = await makeJob(db, project, { state: "succeeded", pass: "upscale" });
  expect(like.classId).not.toBe(done.classId);
  await later(61);
  await pruneClasses(db);
  expect(await ids()).toEqual(expect.arrayContaining([held.classId, ready.classId, like.classId]));
  expect(await ids()).not.toContain(done.classId);

  await later(61);
  await pruneClasses(db);
  await later(61);
  await pruneClasses(db);
  expect((await ids()).sort()).toEqual([held.classId, ready.classId].sort());
  const [back] = await db.execute<{ class_id: number }>(
    sql`update jobs set state = 'ready', finished_at = null where id = ${done.id} returning class_id`,
  );
  expect(await ids()).toContain(back?.class_id);
});
