import { eq } from "drizzle-orm";
import { afterAll, expect, it } from "vitest";
import { shots, versions } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { getEnvironment } from "./get";
import { addEnvironmentImages } from "./images";
import { versionsInPlace } from "./versions";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

it("offers what a pass finished for a shot set here, until it is one of the plates", async () => {
  const world = await makeWorld(db);
  const ctx = asUser(db, world.team.id, world.owner);
  const environmentId = world.environment;
  const offered = () => versionsInPlace(ctx, { environmentId });
  expect(await offered()).toEqual([]);

  await db
    .update(shots)
    .set({ environmentId, environmentStateId: world.environmentState, move: "Dolly left" })
    .where(eq(shots.id, world.shot.id));
  await db.update(versions).set({ origin: "pass" }).where(eq(versions.id, world.version.id));
  const [only, ...others] = await offered();
  // Staged and rejected ones are not finished.
  expect(others).toEqual([]);
  expect(only).toMatchObject({ id: world.version.id, origin: "pass", shot: world.shot.code });
  expect(only?.stateId).toBe(world.environmentState);

  const image = { mediaId: world.version.mediaId, stateId: world.environmentState, source: "Version 1" };
  await addEnvironmentImages(ctx, { environmentId, images: [image] });
  expect(await offered()).toEqual([]);
  const { plates, shots: here } = await getEnvironment(ctx, { projectId: world.project.id, code: "FLATS" });
  expect(plates.find(({ picture }) => picture.id === world.version.mediaId)).toMatchObject({
    ...{ role: "plate", stateId: world.environmentState, source: "Version 1" },
  });
  expect(here).toMatchObject([{ move: "Dolly left" }]);
});
