import { afterAll, describe, expect, it } from "vitest";
import { unpackShots } from "@/contract/script/packed-shots";
import { createTestDatabase } from "@/db/testing/database";
import type { StudioContext } from "@/server/context";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { createShots } from "./create-shots";
import { readTable } from "./read-table";
import { updateShot } from "./update-shot";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const arrange = async () => {
  const world = await makeWorld(db);
  return { world, ctx: asUser(db, world.team.id, world.owner), projectId: world.project.id };
};

const table = async (ctx: StudioContext, projectId: string) => unpackShots(await readTable(ctx, { projectId }));

describe("shots", () => {
  it("come in story order with their sequence, and the next free code by themselves", async () => {
    const { ctx, projectId } = await arrange();

    await createShots(ctx, { projectId, sequence: "SQ020", shots: "SH0010-SH0030" });
    const [next] = await createShots(ctx, { projectId, sequence: "SQ020" });

    expect(next?.code).toBe("SQ020_SH0040");
    const codes = (await table(ctx, projectId)).map((shot) => shot.code);
    expect(codes.slice(-4)).toEqual(["SQ020_SH0010", "SQ020_SH0020", "SQ020_SH0030", "SQ020_SH0040"]);
  });

  it("are made all or none when one code is taken", async () => {
    const { ctx, projectId } = await arrange();
    await createShots(ctx, { projectId, shots: "SH0020" });

    await expect(createShots(ctx, { projectId, shots: "SH0010-SH0030" })).rejects.toThrow("None was made");

    expect((await table(ctx, projectId)).filter((shot) => shot.sequence === "SQ010")).toHaveLength(1);
  });

  it("refuse a length below one frame and a cast of another project", async () => {
    const { world, ctx } = await arrange();
    const other = await makeWorld(db);

    await expect(updateShot(ctx, { shotId: world.shot.id, durationFrames: 0 })).rejects.toThrow("at least one frame");
    await expect(updateShot(ctx, { shotId: world.shot.id, cast: [other.character] })).rejects.toThrow("not found");
    await expect(updateShot(ctx, { shotId: world.shot.id, assigneeId: other.owner.id })).rejects.toThrow(
      "not in this team",
    );
  });

  it("keep cast and place", async () => {
    const { world, ctx, projectId } = await arrange();

    await updateShot(ctx, {
      shotId: world.shot.id,
      cast: [world.character, world.character],
      environmentId: world.environment,
    });

    const [shot] = await table(ctx, projectId);
    expect(shot).toMatchObject({ environmentId: world.environment, cast: [world.character] });
  });
});
