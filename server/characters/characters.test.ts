import { afterAll, describe, expect, it } from "vitest";
import { createTestDatabase } from "@/db/testing/database";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { createCharacter } from "./create";
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
    await expect(updateCharacter(ctx, { characterId: pip.id, archived: false })).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });

  it("may share a trigger word across projects", async () => {
    const [one, two] = [await arrange(), await arrange()];

    await createCharacter(one.ctx, { projectId: one.projectId, name: "Pip", triggerWord: "pip" });

    await expect(
      createCharacter(two.ctx, { projectId: two.projectId, name: "Pip", triggerWord: "pip" }),
    ).resolves.toBeTruthy();
  });

  it("refuse a code that is taken", async () => {
    const { ctx, projectId } = await arrange();

    await expect(createCharacter(ctx, { projectId, name: "Mara" })).rejects.toMatchObject({
      code: "CONFLICT",
      field: "code",
    });
  });
});
