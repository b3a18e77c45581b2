import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, expect, it, vi } from "vitest";
import { newId } from "@/contract/ids";
import { adjustInto, neutralAdjustment } from "@/contract/mask/adjustment";
import { encodePoints } from "@/contract/mask/points";
import { rasterOp } from "@/contract/mask/raster-op";
import { frames, media, versionParents, versions } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { stopDecoder } from "@/server/media/decoder";
import { ingest } from "@/server/media/ingest";
import { localStorage } from "@/server/storage/local";
import { unacceptVersion } from "@/server/storyboard/unaccept-version";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { acceptInside } from "./accept-inside";
import { flattenLayers } from "./flatten";
import { addLayer, updateLayer } from "./layers";
import { openLayer } from "./open";

const file = await createTestDatabase();
const { db } = file;
const data = await mkdtemp(path.join(os.tmpdir(), "backlot-flatten-"));
vi.stubEnv("DATABASE_URL", file.url);
vi.stubEnv("BACKLOT_DATA", data);
vi.stubEnv("BACKLOT_SECRET", "a secret of the flatten test, 32 characters or more");
afterAll(async () => {
  stopDecoder();
  await file.drop();
  await rm(data, { recursive: true, force: true });
});

const [width, height] = [64, 48];
const grain = (seed: number) =>
  Buffer.from(Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * seed + (i >> 3) * 29) % 256));

const arrange = async () => {
  const world = await makeWorld(db);
  const ctx = { ...asUser(db, world.team.id, world.owner), storage: localStorage(path.join(data, "media")) };
  const bring = async (seed: number) => {
    const temporaryPath = await ctx.storage.temporaryPath();
    await writeFile(
      temporaryPath,
      await sharp(grain(seed), { raw: { width, height, channels: 3 } })
        .png()
        .toBuffer(),
    );
    return ingest(ctx, { temporaryPath, name: `grain-${seed}.png` });
  };
  const [base, result] = [await bring(7), await bring(13)];
  await db.update(versions).set({ mediaId: base.id }).where(eq(versions.id, world.version.id));
  await db.update(versions).set({ mediaId: result.id }).where(eq(versions.id, world.staged.id));
  return { world, ctx, result, versionId: world.version.id };
};
const box = (x: number, y: number, w: number, h: number) => ({
  id: newId("mask"),
  op: { kind: "rect" as const, mode: "add" as const, x: x * 4, y: y * 4, w: w * 4, h: h * 4 },
});

it("part of a result over the picture becomes the next version, byte by byte", async () => {
  const { world, ctx, result, versionId } = await arrange();
  await addLayer(ctx, { versionId, kind: "picture", mediaId: result.id, ops: [box(8, 8, 20, 16)] });
  await addLayer(ctx, { versionId, kind: "picture", mediaId: result.id, name: "Unused" });

  const { id, number } = await flattenLayers(ctx, { versionId });
  const [made] = await db.select().from(versions).where(eq(versions.id, id));
  expect(made).toMatchObject({ number, state: "accepted", origin: "canvas" });
  const parents = await db.select().from(versionParents).where(eq(versionParents.versionId, id));
  expect(new Set(parents.map(({ parentId }) => parentId))).toEqual(new Set([versionId, world.staged.id]));

  const [row] = await db
    .select()
    .from(media)
    .where(eq(media.id, made?.mediaId ?? ""));
  const stored = await readFile(await ctx.storage.localPath(row?.storageKey ?? ""));
  const pixels = await sharp(stored).raw().toBuffer();
  const [below, above] = [grain(7), grain(13)];
  const wanted = Buffer.from(below);
  for (let y = 8; y < 24; y++) above.copy(wanted, (y * width + 8) * 3, (y * width + 8) * 3, (y * width + 28) * 3);
  expect(pixels.equals(wanted)).toBe(true);
});

it("an adjustment changes what lies below it where it is painted, in the order of the layers, and nothing for ever", async () => {
  const { ctx, result, versionId } = await arrange();
  const how = { ...neutralAdjustment, gains: [0.8, 1, 1.3] as const, black: 20, gamma: 1.4, saturation: 0.5 };
  const { id } = await addLayer(ctx, { versionId, kind: "adjustment" });
  expect((await openLayer(ctx, { maskId: id })).ops.map(({ op }) => op.kind)).toEqual(["fill"]);
  await addLayer(ctx, { versionId, kind: "picture", mediaId: result.id, ops: [box(8, 8, 20, 16)] });
  const top = await addLayer(ctx, { versionId, kind: "adjustment", adjustment: how, ops: [box(0, 0, 32, 12)] });
  await expect(updateLayer(ctx, { maskId: top.id, adjustment: { ...how, black: 250, white: 9 } })).rejects.toThrow();
  await updateLayer(ctx, { maskId: top.id, opacity: 50 });

  const made = await flattenLayers(ctx, { versionId });
  const [row] = await db
    .select()
    .from(media)
    .innerJoin(versions, eq(versions.mediaId, media.id))
    .where(eq(versions.id, made.id));
  const pixels = await sharp(await ctx.storage.localPath(row?.media.storageKey ?? ""))
    .raw()
    .toBuffer();
  const [below, above] = [grain(7), grain(13)];
  const laid = Buffer.from(below);
  for (let y = 8; y < 24; y++) above.copy(laid, (y * width + 8) * 3, (y * width + 8) * 3, (y * width + 28) * 3);
  const rgba = Uint8Array.from({ length: width * height * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : (laid[(i >> 2) * 3 + (i % 4)] ?? 0),
  );
  const mask = Uint8Array.from({ length: width * height }, (_, i) => (i % width < 32 && i < 12 * width ? 255 : 0));
  adjustInto({ width, height, data: rgba }, mask, { adjustment: how, opacity: 50 });
  expect(pixels.equals(Buffer.from(rgba.filter((_, i) => i % 4 !== 3)))).toBe(true);
  expect(pixels.subarray(12 * width * 3).equals(laid.subarray(12 * width * 3))).toBe(true);
});

it("says what to do when no layer shows anything, and leaves hidden layers out", async () => {
  const { ctx, result, versionId } = await arrange();
  await expect(flattenLayers(ctx, { versionId })).rejects.toThrow("No picture layer shows anything");
  const { id } = await addLayer(ctx, { versionId, kind: "picture", mediaId: result.id, ops: [box(0, 0, 9, 9)] });
  await updateLayer(ctx, { maskId: id, visible: false });
  await expect(flattenLayers(ctx, { versionId })).rejects.toThrow("No picture layer shows anything");
});

const pixelsOf = async ({ db, storage }: Awaited<ReturnType<typeof arrange>>["ctx"], versionId: string) => {
  const [row] = await db
    .select({ key: media.storageKey })
    .from(versions)
    .innerJoin(media, eq(media.id, versions.mediaId))
    .where(eq(versions.id, versionId));
  return sharp(await readFile(await storage.localPath(row?.key ?? "")))
    .raw()
    .toBuffer();
};
const outline = (points: readonly number[]) => ({
  kind: "poly" as const,
  ...{ mode: "add" as const, rule: "nonzero" as const },
  points: encodePoints(
    points.map((value) => value * 4),
    2,
  ),
});

it("a result is accepted inside a lasso alone: its bytes there, the picture's outside, and one undo", async () => {
  const { world, ctx, versionId } = await arrange();
  const shown = async () =>
    (await db.select({ at: frames.currentVersionId }).from(frames).where(eq(frames.id, world.frame.id)))[0]?.at;
  await db.update(frames).set({ currentVersionId: versionId }).where(eq(frames.id, world.frame.id));

  const selection = outline([8, 8, 28, 8, 28, 24, 8, 24]);
  const { id } = await acceptInside(ctx, { versionId, resultId: world.staged.id, selection });

  const [below, above] = [grain(7), grain(13)];
  const wanted = Buffer.from(below);
  for (let y = 8; y < 24; y++) above.copy(wanted, (y * width + 8) * 3, (y * width + 8) * 3, (y * width + 28) * 3);
  expect((await pixelsOf(ctx, id)).equals(wanted)).toBe(true);
  expect(await shown()).toBe(id);
  const parents = await db.select().from(versionParents).where(eq(versionParents.versionId, id));
  expect(new Set(parents.map(({ parentId }) => parentId))).toEqual(new Set([versionId, world.staged.id]));
  const [result] = await db.select().from(versions).where(eq(versions.id, world.staged.id));
  expect(result?.state).toBe("staged");

  await unacceptVersion(ctx, { versionId: id });
  expect(await shown()).toBe(versionId);
});

it("takes a selection's own softness, and refuses what selects nothing or comes from elsewhere", async () => {
  const { world, ctx, versionId } = await arrange();
  const half = rasterOp(new Uint8Array(16).fill(128), { x: 4, y: 4, w: 4, h: 4 }, "add");
  const { id } = await acceptInside(ctx, { versionId, resultId: world.staged.id, selection: half });
  const [made, below, above] = [await pixelsOf(ctx, id), grain(7), grain(13)];
  for (let i = 0; i < made.length; i++) {
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
    const inside = x >= 4 && x < 8 && y >= 4 && y < 8;
    const mixed = ((below[i] ?? 0) * 127 + (above[i] ?? 0) * 128) / 255;
    expect(Math.abs((made[i] ?? 0) - (inside ? mixed : (below[i] ?? 0)))).toBeLessThanOrEqual(inside ? 1 : 0);
  }

  const ask = { versionId, resultId: world.staged.id };
  const far = outline([900, 900, 920, 900, 920, 920]);
  await expect(acceptInside(ctx, { ...ask, selection: far })).rejects.toThrow("Nothing of the picture lies inside");
  await expect(acceptInside(ctx, { ...ask, selection: { kind: "fill" } })).rejects.toThrow("A selection is an outline");
  const other = await arrange();
  const stranger = acceptInside(ctx, { ...ask, resultId: other.world.staged.id, selection: half });
  await expect(stranger).rejects.toMatchObject({ code: "NOT_FOUND" });
});
