import { afterAll, describe, expect, it } from "vitest";
import { createTestDatabase } from "@/db/testing/database";
import { getCharacter } from "@/server/characters/get";
import { listCharacters } from "@/server/characters/list";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { addPackageImages } from "./add-images";
import { removePackageImage, setSlot } from "./images";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const arrange = async () => {
  const world = await makeWorld(db);
  return { world, ctx: asUser(db, world.team.id, world.owner), projectId: world.project.id };
};

describe("a package", () => {
  it("holds one picture an angle; the earlier one goes to the tray", async () => {
    const { world, ctx, projectId } = await arrange();
    await setSlot(ctx, { imageId: world.packageImage, slot: "front" });

    await addPackageImages(ctx, {
      packageId: world.package,
      images: [{ mediaId: world.version.mediaId, slot: "front" }],
    });

    const [outfit] = (await getCharacter(ctx, { projectId, code: "MARA" })).packages;
    expect(outfit?.images.map((image) => image.slot).sort()).toEqual(["front", null]);
    expect(outfit?.readiness).toMatchObject({ have: 1, of: 9, word: "thin" });
  });

  it("is usable at three angles and names the missing ones", async () => {
    const { world, ctx, projectId } = await arrange();
    const slots = ["front", "profile-left", "profile-right"] as const;

    await addPackageImages(ctx, {
      packageId: world.package,
      images: slots.map((slot) => ({ mediaId: world.media.id, slot })),
    });

    const [mara] = await listCharacters(ctx, { projectId });
    expect(mara?.readiness).toMatchObject({ have: 3, word: "usable" });
    expect(mara?.readiness.missing).toContain("back");
  });

  it("gives a picture back so that removing it can be undone", async () => {
    const { world, ctx, projectId } = await arrange();

    const { packageId, mediaId, slot } = await removePackageImage(ctx, { imageId: world.packageImage });
    await addPackageImages(ctx, { packageId, images: [{ mediaId, slot }] });

    expect((await getCharacter(ctx, { projectId, code: "MARA" })).packages[0]?.images).toHaveLength(1);
  });
});
