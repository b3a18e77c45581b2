import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { duplicatesOf } from "@/contract/profile/duplicates";
import { packageImages } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import type { StudioContext } from "@/server/context";
import { stopDecoder } from "@/server/media/decoder";
import { ingest } from "@/server/media/ingest";
import { localStorage } from "@/server/storage/local";
import { asUser } from "@/server/testing/contexts";
import { makeWorld, type World } from "@/server/testing/world";
import { addPackageImages } from "./add-images";
import { alikeImages } from "./alike";
import { getPackage } from "./get-package";
import { measurePackage } from "./measure";

const file = await createTestDatabase();
const folder = await mkdtemp(path.join(os.tmpdir(), "backlot-measure-"));
const storage = localStorage(folder);
const art = path.resolve(import.meta.dirname, "../../db/seed/assets");
const flats = path.join(art, "environment/flats-detail.webp");
const mara = (angle: string) => path.join(art, `characters/mara/${angle}.webp`);

beforeAll(() => {
  vi.stubEnv("BACKLOT_DATA", folder);
  vi.stubEnv("BACKLOT_SECRET", "a secret of the test run, long enough");
  vi.stubEnv("DATABASE_URL", file.url);
});
afterAll(async () => {
  stopDecoder();
  await file.drop();
  await rm(folder, { recursive: true });
});

const arrange = async () => {
  const world = await makeWorld(file.db);
  await file.db.delete(packageImages).where(eq(packageImages.id, world.packageImage));
  return { world, ctx: { ...asUser(file.db, world.team.id, world.owner), storage } };
};
type Source = string | Buffer;
const put = async (ctx: StudioContext, world: World, ...sources: Source[]) => {
  const images = [];
  for (const [at, source] of sources.entries()) {
    const temporaryPath = await storage.temporaryPath();
    await (typeof source === "string" ? copyFile(source, temporaryPath) : writeFile(temporaryPath, source));
    images.push({ mediaId: (await ingest(ctx, { temporaryPath, name: `${at}.png` })).id });
  }
  return (await addPackageImages(ctx, { packageId: world.package, images })).ids;
};
const shown = async (ctx: StudioContext, world: World) => {
  const { outfit } = await getPackage(ctx, { projectId: world.project.id, code: "MARA" });
  return outfit?.images ?? [];
};
/** Which pictures are too alike, by their place in what was added. */
const pairs = async (ctx: StudioContext, world: World) => {
  const images = (await shown(ctx, world)).map((image) => ({ ...image, mediaId: image.picture.id }));
  const ids = images.map(({ id }) => id);
  const evidence = await alikeImages(ctx, { packageId: world.package });
  return duplicatesOf(images, evidence).map(({ a, b, why }) => [ids.indexOf(a), ids.indexOf(b), why]);
};
const crop = async (source: string, share: number, u: number, v: number) => {
  const { width, height } = await sharp(source).metadata();
  const [wide, high] = [Math.round(width * share), Math.round(height * share)];
  const [left, top] = [Math.round((width - wide) * u), Math.round((height - high) * v)];
  return sharp(source).extract({ left, top, width: wide, height: high }).png().toBuffer();
};

describe("measures", () => {
  it("rank a blurred copy last and know a plain backdrop", async () => {
    const { world, ctx } = await arrange();
    const blurred = await sharp(mara("front")).blur(4).png().toBuffer();
    await put(ctx, world, mara("front"), blurred, flats);

    const [front, soft, busy] = (await shown(ctx, world)).map(({ checks }) => checks);
    expect(front?.sharpness).toBeGreaterThan(4 * (soft?.sharpness ?? Number.POSITIVE_INFINITY));
    expect(front?.plainBackground).toBeGreaterThan(0.85);
    expect(busy?.plainBackground).toBeLessThan(0.6);
    expect(front).not.toHaveProperty("windows");
  });

  it("do not depend on how large the picture came", async () => {
    const { world, ctx } = await arrange();
    const original = sharp(mara("front")).resize({ width: 1440 });
    const [large, small] = [
      await original.clone().png().toBuffer(),
      await original.clone().resize({ width: 640 }).png().toBuffer(),
    ];
    await put(ctx, world, large, small);
    const [a, b] = (await shown(ctx, world)).map(({ checks }) => checks?.sharpness ?? 0);
    expect((a ?? 0) / (b ?? 1)).toBeGreaterThan(0.5);
    expect((a ?? 0) / (b ?? 1)).toBeLessThan(2);
  });

  it("are made later for pictures that came before there were any", async () => {
    const { world, ctx } = await arrange();
    const [id] = await put(ctx, world, mara("front"));
    await rm(path.join(folder, "thumbs"), { recursive: true });
    await file.db
      .update(packageImages)
      .set({ checks: null, phash: null })
      .where(eq(packageImages.id, id ?? ""));

    expect(await measurePackage(ctx, { packageId: world.package })).toEqual({ measured: 1, left: 0 });
    expect((await shown(ctx, world))[0]?.checks?.sharpness).toBeGreaterThan(50);
    expect(await measurePackage(ctx, { packageId: world.package })).toEqual({ measured: 0, left: 0 });
  });
});

describe("near-duplicates of real pictures", () => {
  it("are two crops of one picture, a smaller copy and a mirror image; not other angles of the same head", async () => {
    const { world, ctx } = await arrange();
    const front = mara("front");
    await put(
      ctx,
      world,
      await crop(front, 0.9, 0.2, 0.3),
      await crop(front, 0.82, 0.7, 0.6),
      await sharp(mara("up")).resize({ width: 300 }).jpeg({ quality: 50 }).toBuffer(),
      mara("up"),
      await sharp(mara("three-quarter-left")).flop().png().toBuffer(),
      mara("three-quarter-left"),
      mara("profile-left"),
    );

    expect(await pairs(ctx, world)).toEqual([
      [0, 1, "near-duplicate"],
      [2, 3, "near-duplicate"],
      [4, 5, "mirror image"],
    ]);
  });

  it("are not the two full profiles, even when one is the other turned round", async () => {
    const { world, ctx } = await arrange();
    const ids = await put(ctx, world, mara("profile-left"), await sharp(mara("profile-left")).flop().png().toBuffer());
    expect(await pairs(ctx, world)).toEqual([[0, 1, "mirror image"]]);

    for (const [at, slot] of (["profile-left", "profile-right"] as const).entries())
      await file.db
        .update(packageImages)
        .set({ slot })
        .where(eq(packageImages.id, ids[at] ?? ""));
    expect(await pairs(ctx, world)).toEqual([]);
  });
});

it("keeps a picture whose file cannot be measured", async () => {
  const { world, ctx } = await arrange();
  const { ids } = await addPackageImages(ctx, { packageId: world.package, images: [{ mediaId: world.media.id }] });
  expect(ids).toHaveLength(1);
  expect((await shown(ctx, world))[0]?.checks).toBeNull();
});
