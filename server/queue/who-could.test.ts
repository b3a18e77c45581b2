import { eq } from "drizzle-orm";
import { afterAll, expect, it } from "vitest";
import { nodes } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeJob, makeNode, makeProject, makeTeam } from "@/db/testing/factories";
import { whoCould } from "./who-could";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

it("names the team's nodes that could do a ready job, and no paused one", async () => {
  const team = await makeTeam(db);
  const project = await makeProject(db, team.id);
  const adjusts = [{ pass: "adjust", state: "ready" as const }];
  const [able, paused] = [await makeNode(db, team.id, adjusts), await makeNode(db, team.id, adjusts)];
  await makeNode(db, team.id, [{ pass: "upscale", state: "ready" }]);
  await makeNode(db, (await makeTeam(db)).id, adjusts);
  await db.update(nodes).set({ pausedAt: new Date().toISOString() }).where(eq(nodes.id, paused.id));
  expect(await whoCould(db, team.id)).toEqual(new Set());

  await makeJob(db, project, { state: "succeeded" });
  expect(await whoCould(db, team.id)).toEqual(new Set());
  await makeJob(db, project);

  expect(await whoCould(db, team.id)).toEqual(new Set([able.id]));
});
