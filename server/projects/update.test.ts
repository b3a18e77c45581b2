import { eq } from "drizzle-orm";
import { afterAll, expect, it } from "vitest";
import { projects } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeProject, makeTeam, makeUser } from "@/db/testing/factories";
import { asUser } from "@/server/testing/contexts";
import { createProject } from "./create";
import { updateProject } from "./update";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const frameOf = async (projectId: string) => {
  const [row] = await db.select().from(projects).where(eq(projects.id, projectId));
  return [row?.frameWidth, row?.frameHeight];
};

it("begins in HD unless told otherwise, and takes another frame size later", async () => {
  const { id: teamId } = await makeTeam(db);
  const ctx = asUser(db, teamId, await makeUser(db, teamId));
  const { id: projectId } = await createProject(ctx, { name: "Low Tide" });
  expect(await frameOf(projectId)).toEqual([1920, 1080]);
  const wide = await createProject(ctx, { name: "High Tide", frameWidth: 2048, frameHeight: 858 });
  expect(await frameOf(wide.id)).toEqual([2048, 858]);

  await updateProject(ctx, { projectId, frameWidth: 1080, frameHeight: 1920 });
  expect(await frameOf(projectId)).toEqual([1080, 1920]);
});

it.each([
  [{ frameWidth: 15 }, "The width is at least 16 pixels."],
  [{ frameHeight: 20_000 }, "The height is at most 16,384 pixels."],
  [{ frameWidth: 1920.5 }, "The width is a whole number of pixels."],
])("refuses %j in words and changes nothing", async (size, words) => {
  const { id: teamId } = await makeTeam(db);
  const ctx = asUser(db, teamId, await makeUser(db, teamId));
  const { id: projectId } = await makeProject(db, teamId);
  await expect(updateProject(ctx, { projectId, ...size })).rejects.toThrow(words);
  expect(await frameOf(projectId)).toEqual([1920, 1080]);
});
