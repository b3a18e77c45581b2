import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, describe, expect, it, vi } from "vitest";
import { jobs, media } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeNode } from "@/db/testing/factories";
import { appendMaskOps } from "@/server/masks/append-ops";
import { stopDecoder } from "@/server/media/decoder";
import { localStorage } from "@/server/storage/local";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { passAvailability } from "./availability";
import { submitPass } from "./submit";

const file = await createTestDatabase();
const { db } = file;
const data = await mkdtemp(path.join(os.tmpdir(), "backlot-submit-"));
vi.stubEnv("DATABASE_URL", file.url);
vi.stubEnv("BACKLOT_DATA", data);
vi.stubEnv("BACKLOT_SECRET", "a secret of the submit test, 32 characters or more");
afterAll(async () => {
  stopDecoder();
  await file.drop();
  await rm(data, { recursive: true, force: true });
});

const arrange = async () => {
  const world = await makeWorld(db);
  const ctx = { ...asUser(db, world.team.id, world.owner), storage: localStorage(path.join(data, "media")) };
  const jobOf = async (id: string) => (await db.select().from(jobs).where(eq(jobs.id, id)))[0];
  return { world, ctx, versionId: world.version.id, jobOf };
};
const hole = { id: "op-hole-0000", op: { kind: "rect", mode: "add", x: 40, y: 40, w: 16, h: 16 } } as const;

describe("submitting a pass", () => {
  it("freezes complete parameters, pinned inputs and the identity of the mask", async () => {
    const { world, ctx, versionId, jobOf } = await arrange();
    await appendMaskOps(ctx, { maskId: world.mask, ops: [hole] });

    const { jobs: made } = await submitPass(ctx, { versionId, pass: "patch-fill", maskId: world.mask });

    const job = await jobOf(made[0]?.id ?? "");
    expect(job).toMatchObject({ state: "ready", pass: "patch-fill", frameId: world.frame.id, versionId });
    expect(job?.recipe).toMatchObject({ format: 1, params: { reach: 0 }, mask: { maskId: world.mask, seq: 1 } });
    expect(job?.recipe.inputs.map((input) => input.slot).sort()).toEqual(["image", "mask"]);
    expect(job?.recipe.inputs.every((input) => /^[0-9a-f]{64}$/.test(input.sha256))).toBe(true);
  });

  it("turns a random seed into a concrete one, another for each result", async () => {
    const { ctx, versionId, jobOf } = await arrange();

    const { jobs: made } = await submitPass(ctx, { versionId, pass: "img2img", params: { seed: -1 }, count: 3 });

    const seeds = await Promise.all(made.map(async ({ id }) => (await jobOf(id))?.recipe.seed));
    expect(new Set(seeds).size).toBe(3);
    expect(seeds.every((seed) => typeof seed === "number" && seed >= 0)).toBe(true);
  });

  it("refuses what cannot work before anything is queued", async () => {
    const { world, ctx, versionId } = await arrange();
    const before = await db.$count(jobs, eq(jobs.teamId, world.team.id));

    await expect(submitPass(ctx, { versionId, pass: "patch-fill" })).rejects.toThrow("paint one on the canvas");
    await expect(submitPass(ctx, { versionId, pass: "patch-fill", maskId: world.mask })).rejects.toThrow(
      "mask is empty",
    );
    await expect(submitPass(ctx, { versionId, pass: "teleport" })).rejects.toThrow("no pass called");
    await expect(submitPass(ctx, { versionId, pass: "upscale", params: { wings: 2 } })).rejects.toThrow("no parameter");
    await expect(submitPass(ctx, { versionId, pass: "control-maps", params: { low: -5 } })).rejects.toThrow();
    await expect(submitPass(ctx, { versionId, pass: "face-pop", params: { detect: "by hand" } })).rejects.toThrow(
      "Drag a box",
    );

    expect(await db.$count(jobs, eq(jobs.teamId, world.team.id))).toBe(before);
  });

  it("refuses a mask of another size", async () => {
    const { world, ctx } = await arrange();
    await appendMaskOps(ctx, { maskId: world.mask, ops: [hole] });
    await db.update(media).set({ width: 100 }).where(eq(media.id, world.staged.mediaId));

    const submitted = submitPass(ctx, { versionId: world.staged.id, pass: "patch-fill", maskId: world.mask });

    await expect(submitted).rejects.toThrow("64 × 48, the picture 100 × 48");
  });
});

describe("what the nodes can do", () => {
  it("names exactly what is missing until a node offers it", async () => {
    const { world, ctx } = await arrange();
    await makeNode(db, world.team.id, [
      { pass: "upscale", state: "rough", rough: "resampled (Lanczos)" },
      { pass: "inpaint", state: "missing", missing: [{ what: "a ComfyUI server" }] },
    ]);

    const of = new Map((await passAvailability(ctx)).map((pass) => [pass.pass, pass]));

    expect(of.get("adjust")).toMatchObject({ state: "ready", reason: null });
    expect(of.get("upscale")).toMatchObject({ state: "rough", rough: "resampled (Lanczos)" });
    expect(of.get("inpaint")?.reason).toContain("lacks a ComfyUI server");
    expect(of.get("txt2img")).toMatchObject({ state: "missing", reason: "No node of this team knows this pass" });
  });
});
