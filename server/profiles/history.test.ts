import { afterAll, expect, it } from "vitest";
import { createTestDatabase } from "@/db/testing/database";
import { characterHistory } from "@/server/characters/history";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { updatePackage } from "./outfits";
import { tellPackageImages } from "./tell-images";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

it("a character's history tells the consent of a picture and the words of an outfit field by field", async () => {
  const world = await makeWorld(db);
  const ctx = asUser(db, world.team.id, world.owner);
  await tellPackageImages(ctx, { changes: [{ imageId: world.packageImage, set: { consent: true } }] });
  await updatePackage(ctx, { packageId: world.package, hair: "Bob" });

  const changes = (await characterHistory(ctx, { characterId: world.character })).map((entry) => entry.changes);
  expect(changes).toEqual([
    [{ field: "hair", before: "", after: "Bob" }],
    [{ field: "consent", before: false, after: true }],
  ]);
});
