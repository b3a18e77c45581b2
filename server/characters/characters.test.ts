import { afterAll, describe, expect, it } from "vitest";
import { createTestDatabase } from "@/db/testing/database";
import { addPackageImages, removePackageImage, setSlot } from "@/server/profiles/images";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { createCharacter } from "./create";
import { getCharacter } from "./get";
import { listCharacters } from "./list";
import { updateCharacter } from "./update";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const arrange = async () => {
  const world = await makeWorld(db);
  return { world, ctx: asUser(db, world.team.id, world.owner), projectId: world.project.id };
};

describe("characters", () => {
  it("have a trigger word unique in their project, and give it back when archived", async () => {
    const { ctx, projectId } = await arrange();
    const pip = await createCharacter(ctx, { projectId, name: "Pip", triggerWord: "pip_lowtide" });

    const twin = createCharacter(ctx, { projectId, name: "Pip the second", triggerWord: "PIP_lowtide" });
    await expect(twin).rejects.toMatchObject({ code: "CONFLICT", field: "triggerWord" });

    await updateCharacter(ctx, { characterId: pip.id, archived: true });
    await createCharacter(ctx, { projectId, name: "Pip the second", triggerWord: "pip_lowtide" });
    await expect(updateCharacter(ctx, { characterId: pip.id, archived: false })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("may share a trigger word across projects", async () => {
    const [one, two] = [await arrange(), await arrange()];

    await createCharacter(one.ctx, { projectId: one.projectId, name: "Pip", triggerWord: "pip" });

    await expect(createCharacter(two.ctx, { projectId: two.projectId, name: "Pip", triggerWord: "pip" })).resolves.toBeTruthy();
  });

  it("refuse a code that is taken", async () => {
    const { ctx, projectId } = await arrange();

    await expect(createCharacter(ctx, { projectId, name: "Mara" })).rejects.toMatchObject({ code: "CONFLICT", field: "code" });
  });
});

describe("a package", () => {
  it("holds one picture an angle; the earlier one goes to the tray", async () => {
    const { world, ctx, projectId } = await arrange();
    await setSlot(ctx, { imageId: world.packageImage, slot: "front" });

    await addPackageImages(ctx, { packageId: world.package, images: [{ mediaId: world.version.mediaId, slot: "front" }] });

    const [outfit] = (await getCharacter(ctx, { projectId, code: "MARA" })).packages;
    expect(outfit?.images.map((image) => image.slot).sort()).toEqual(["front", null]);
    expect(outfit?.readiness).toMatchObject({ have: 1, of: 9, word: "thin" });
  });

  it("is usable at three angles and names the missing ones", async () => {
    const { world, ctx, projectId } = await arrange();
    const slots = ["front", "profile-left", "profile-right"] as const;

    await addPackageImages(ctx, { packageId: world.package, images: slots.map((slot) => ({ mediaId: world.media.id, slot })) });

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
