import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, expect, it, vi } from "vitest";
import { newId } from "@/contract/ids";
import { decodePng } from "@/contract/mask/codec/png";
import { pixelSha256 } from "@/contract/mask/hash";
import { media, versions } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { stopDecoder } from "@/server/media/decoder";
import { ingest } from "@/server/media/ingest";
import { localStorage } from "@/server/storage/local";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { appendMaskOps } from "./append-ops";
import { flattenLayers } from "./flatten";
import { addLayer } from "./layers";
import { openMask } from "./open";
import { rasteriseMask } from "./rasterise";

// Masks over pictures that are not plain: turned by EXIF, see-through, a pixel large, as wide as the limit.

const file = await createTestDatabase();
const { db } = file;
const data = await mkdtemp(path.join(os.tmpdir(), "backlot-odd-"));
vi.stubEnv("DATABASE_URL", file.url);
vi.stubEnv("BACKLOT_DATA", data);
vi.stubEnv("BACKLOT_SECRET", "a secret of the odd pictures, 32 characters or more");
afterAll(async () => {
  stopDecoder();
  await file.drop();
  await rm(data, { recursive: true, force: true });
});

const arrange = async (base: Buffer) => {
  const world = await makeWorld(db);
  const ctx = { ...asUser(db, world.team.id, world.owner), storage: localStorage(path.join(data, "media")) };
  const bring = async (bytes: Buffer, name: string) => {
    const temporaryPath = await ctx.storage.temporaryPath();
    await writeFile(temporaryPath, bytes);
    return ingest(ctx, { temporaryPath, name });
  };
  const { id } = await bring(base, "base");
  // Not the world's version: that one has a mask of the world's size already.
  const versionId = world.staged.id;
  await db.update(versions).set({ mediaId: id }).where(eq(versions.id, versionId));
  const stored = async (mediaId: string) => {
    const [row] = await db.select().from(media).where(eq(media.id, mediaId));
    return readFile(await ctx.storage.localPath(row?.storageKey ?? ""));
  };
  const flattened = async () => {
    const { id } = await flattenLayers(ctx, { versionId });
    const [made] = await db.select().from(versions).where(eq(versions.id, id));
    return stored(made?.mediaId ?? "");
  };
  return { ctx, versionId, bring, stored, flattened };
};
const grain = (width: number, height: number, channels: 3 | 4, seed: number) =>
  sharp(
    Uint8Array.from({ length: width * height * channels }, (_, i) => (i * seed + (i >> 3) * 29) % 256),
    { raw: { width, height, channels } },
  );
const box = (x: number, y: number, w: number, h: number) => ({
  id: newId("mask"),
  op: { kind: "rect" as const, mode: "add" as const, x: x * 4, y: y * 4, w: w * 4, h: h * 4 },
});

it("a photograph turned by EXIF is masked and flattened as it is seen", async () => {
  const turned = await grain(64, 48, 3, 7).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer();
  const { ctx, versionId, bring, flattened } = await arrange(turned);
  const { id: maskId, width, height } = await openMask(ctx, { versionId });
  expect([width, height]).toEqual([48, 64]);
  await appendMaskOps(ctx, { maskId, ops: [box(40, 10, 4, 50)] });
  const { mediaId } = await rasteriseMask(ctx, { maskId });
  expect((await db.select().from(media).where(eq(media.id, mediaId)))[0]).toMatchObject({ width: 48, height: 64 });

  const above = await bring(await grain(48, 64, 3, 13).png().toBuffer(), "above.png");
  await addLayer(ctx, { versionId, kind: "picture", mediaId: above.id, ops: [box(0, 50, 20, 10)] });
  const made = sharp(await flattened());
  expect(await made.metadata()).toMatchObject({ width: 48, height: 64 });
  expect((await made.metadata()).orientation ?? 1).toBe(1);
  const [pixels, upright, layer] = await Promise.all([
    made.raw().toBuffer(),
    sharp(turned).autoOrient().raw().toBuffer(),
    grain(48, 64, 3, 13).raw().toBuffer(),
  ]);
  const wanted = Buffer.from(upright);
  for (let y = 50; y < 60; y++) layer.copy(wanted, y * 48 * 3, y * 48 * 3, (y * 48 + 20) * 3);
  expect(pixels.equals(wanted)).toBe(true);
});

it("a see-through picture keeps its alpha, and the colour below it, wherever nothing is laid over it", async () => {
  const seeThrough = await grain(40, 30, 4, 11).png().toBuffer();
  const { ctx, versionId, bring, flattened } = await arrange(seeThrough);
  const above = await bring(await grain(40, 30, 3, 5).png().toBuffer(), "above.png");
  await addLayer(ctx, { versionId, kind: "picture", mediaId: above.id, ops: [box(4, 4, 10, 8)] });
  const [made, before, layer] = await Promise.all([
    sharp(await flattened())
      .raw()
      .toBuffer({ resolveWithObject: true }),
    sharp(seeThrough).raw().toBuffer(),
    grain(40, 30, 3, 5).raw().toBuffer(),
  ]);
  expect(made.info.channels).toBe(4);
  for (let i = 0; i < 40 * 30; i++) {
    const [x, y] = [i % 40, Math.floor(i / 40)];
    const inside = x >= 4 && x < 14 && y >= 4 && y < 12;
    const wanted = inside ? [...layer.subarray(i * 3, i * 3 + 3), 255] : [...before.subarray(i * 4, i * 4 + 4)];
    if (wanted.some((value, c) => made.data[i * 4 + c] !== value)) expect.fail(`pixel ${x}, ${y}`);
  }
});

for (const [width, height] of [
  [1, 1],
  [8192, 2],
  [2, 8192],
] as const)
  it(`a picture of ${width} × ${height} pixels is masked to the pixel`, async () => {
    const { ctx, versionId, stored } = await arrange(await grain(width, height, 3, 3).png().toBuffer());
    const { id: maskId } = await openMask(ctx, { versionId });
    // The last pixel is taken out, unless it is the only one.
    const hole = box(width - 1, height - 1, 1, 1);
    const ops = [
      { id: newId("mask"), op: { kind: "fill" as const } },
      { ...hole, op: { ...hole.op, mode: "erase" as const } },
    ];
    await appendMaskOps(ctx, { maskId, ops: width * height === 1 ? ops.slice(0, 1) : ops });
    const wanted = new Uint8Array(width * height).fill(255);
    if (width * height > 1) wanted[width * height - 1] = 0;
    const made = await rasteriseMask(ctx, { maskId });
    expect(made.pixelSha256).toBe(await pixelSha256(wanted));
    const png = await decodePng(await stored(made.mediaId));
    expect([png.width, png.height]).toEqual([width, height]);
    expect(Buffer.from(png.pixels).equals(Buffer.from(wanted))).toBe(true);
  });
