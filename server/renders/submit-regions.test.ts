import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, expect, it, vi } from "vitest";
import { newId } from "@/contract/ids";
import { characters, jobs, packages } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeMedia } from "@/db/testing/factories";
import { appendMaskOps, setMaskPost } from "@/server/masks/append-ops";
import { addLayer } from "@/server/masks/layers";
import { stopDecoder } from "@/server/media/decoder";
import { localStorage } from "@/server/storage/local";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { submitPass } from "./submit";

const file = await createTestDatabase();
const { db } = file;
const data = await mkdtemp(path.join(os.tmpdir(), "backlot-regions-"));
vi.stubEnv("DATABASE_URL", file.url);
vi.stubEnv("BACKLOT_DATA", data);
vi.stubEnv("BACKLOT_SECRET", "a secret of the regions test, 32 characters or more");
afterAll(async () => {
  stopDecoder();
  await file.drop();
  await rm(data, { recursive: true, force: true });
});

const box = (x: number, y: number, w: number, h: number) => ({
  id: newId("mask"),
  op: { kind: "rect" as const, mode: "add" as const, x: x * 4, y: y * 4, w: w * 4, h: h * 4 },
});

it("a regional pass takes the painted regions, front to back, frozen as they are", async () => {
  const world = await makeWorld(db);
  const ctx = { ...asUser(db, world.team.id, world.owner), storage: localStorage(path.join(data, "media")) };
  const versionId = world.version.id;
  await db.update(characters).set({ triggerWord: "mara_lt" }).where(eq(characters.id, world.character));
  await db.update(packages).set({ loraName: "MaraRaincoat" }).where(eq(packages.id, world.package));
  const words = { prompt: "in a raincoat", loraWeight: 0.6 };
  const back = await addLayer(ctx, { versionId, kind: "region", name: "Crate", ops: [box(0, 0, 30, 30)] });
  const front = await addLayer(ctx, {
    ...{ versionId, kind: "region", characterId: world.character, region: words, ops: [box(10, 10, 20, 20)] },
  });
  await addLayer(ctx, { versionId, kind: "region", name: "Nobody" });
  await setMaskPost(ctx, { maskId: front.id, post: { feather: 24 } });

  const { jobs: made } = await submitPass(ctx, { versionId, pass: "upscale", params: {}, regions: true });
  const [job] = await db
    .select()
    .from(jobs)
    .where(eq(jobs.id, made[0]?.id ?? ""));
  expect(job?.recipe.params.regions).toMatchObject([
    {
      ...{ name: "Mara", mask: 0, prompt: "mara_lt, in a raincoat", feather: 24, characterId: world.character },
      loras: [{ file: "MaraRaincoat.safetensors", weight: 0.6 }],
    },
    { name: "Crate", mask: 1, prompt: "", loras: [] },
  ]);
  expect(job?.recipe.inputs.filter(({ slot }) => slot === "masks")).toHaveLength(2);
  const before = job?.recipe.regions;
  expect(before?.map(({ maskId }) => maskId)).toEqual([front.id, back.id]);

  await appendMaskOps(ctx, { maskId: front.id, ops: [box(0, 0, 5, 5)] });
  const again = await submitPass(ctx, { versionId, pass: "upscale", params: {}, regions: true });
  const [later] = await db
    .select()
    .from(jobs)
    .where(eq(jobs.id, again.jobs[0]?.id ?? ""));
  expect(later?.recipe.regions?.[0]?.pixelSha256).not.toBe(before?.[0]?.pixelSha256);
  expect(later?.recipe.regions?.[1]).toEqual(before?.[1]);

  await expect(submitPass(ctx, { versionId, pass: "adjust", params: {}, regions: true })).rejects.toThrow(
    "takes no regions",
  );
});

it("a region's reference goes along with its weight, after those of the form, and once however many share it", async () => {
  const world = await makeWorld(db);
  const ctx = { ...asUser(db, world.team.id, world.owner), storage: localStorage(path.join(data, "media")) };
  const versionId = world.version.id;
  const shared = await makeMedia(db, world.team.id, { width: 30, height: 50 });
  const boots = await makeMedia(db, world.team.id, { width: 80, height: 20 });
  const region = (name: string, x: number, mediaId: string | undefined, referenceWeight?: number) =>
    addLayer(ctx, {
      ...{ versionId, kind: "region", name, ops: [box(x, 0, 10, 10)], ...(mediaId && { mediaId }) },
      ...(referenceWeight !== undefined && { region: { referenceWeight } }),
    });
  await region("Feet", 0, boots.id);
  await region("Torso", 12, shared.id, 0.8);
  await region("Arms", 24, shared.id, 0);
  await region("Hands", 36, shared.id);
  await region("Head", 48, undefined);

  const ask = { versionId, pass: "render-frame", params: {}, regions: true };
  const { jobs: made } = await submitPass(ctx, { ...ask, inputs: { references: [world.media.id] } });
  const [job] = await db
    .select()
    .from(jobs)
    .where(eq(jobs.id, made[0]?.id ?? ""));
  const pinned = job?.recipe.inputs.filter(({ slot }) => slot === "references").map(({ mediaId }) => mediaId);
  expect(pinned).toEqual([world.media.id, shared.id, boots.id]);
  const regions = job?.recipe.params.regions as { name: string; mask: number; identity: unknown }[];
  expect(regions.map(({ name, mask }) => [name, mask])).toEqual([
    ["Head", 0],
    ["Hands", 1],
    ["Arms", 2],
    ["Torso", 3],
    ["Feet", 4],
  ]);
  expect(regions.map(({ identity }) => identity)).toMatchObject([
    { pictures: [] },
    { pictures: [{ picture: 1 }], weight: 0.55 },
    { pictures: [] },
    { pictures: [{ picture: 1 }], weight: 0.8 },
    { pictures: [{ picture: 2 }] },
  ]);
});
