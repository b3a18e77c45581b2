import { existsSync } from "node:fs";
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { and, eq, isNull } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { gridBoxes } from "@/contract/profile/sheet";
import { packageImages, packages } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import type { StudioContext } from "@/server/context";
import { stopDecoder } from "@/server/media/decoder";
import { ingest } from "@/server/media/ingest";
import { mediaOf } from "@/server/media/media-of";
import { localStorage } from "@/server/storage/local";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { addPackageImages } from "./add-images";
import { autoColourImage, cropPackageImage } from "./import-derived";
import { cutSheet, getSheet } from "./import-sheet";
import { tellPackageImages } from "./tell-images";

const samples = path.resolve(import.meta.dirname, "../../../shared/data");
const hasSamples = existsSync(path.join(samples, "hostile-images"));
if (!hasSamples) console.warn("shared/data is absent: hostile and turned pictures are not cut");

const file = await createTestDatabase();
const { db } = file;
const folder = await mkdtemp(path.join(os.tmpdir(), "backlot-import-"));
const storage = localStorage(folder);
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

let world: Awaited<ReturnType<typeof makeWorld>>;
let ctx: StudioContext;
beforeEach(async () => {
  world = await makeWorld(db);
  ctx = { ...asUser(db, world.team.id, world.owner), storage };
  await db.delete(packageImages).where(eq(packageImages.packageId, world.package));
});

const put = async (bytes: Buffer, name: string) => {
  const temporaryPath = await storage.temporaryPath();
  await writeFile(temporaryPath, bytes);
  return ingest(ctx, { temporaryPath, name });
};
/** Every pixel tells where it is. */
const marked = (width: number, height: number, channels: 3 | 4 = 3) =>
  Uint8Array.from({ length: width * height * channels }, (_, i) => {
    const [pixel, c] = [Math.floor(i / channels), i % channels];
    return c === 0 ? (pixel % width) % 256 : c === 1 ? Math.floor(pixel / width) % 256 : c === 2 ? pixel % 199 : 120;
  });
const sheetOf = (width: number, height: number, channels: 3 | 4 = 3) =>
  sharp(marked(width, height, channels), { raw: { width, height, channels } })
    .png()
    .toBuffer();
const fileOf = async (mediaId: string) => storage.localPath((await mediaOf(ctx, mediaId)).storageKey);
const raw = (input: string | Buffer) => sharp(input).raw({ depth: "ushort" }).toBuffer();
const inPackage = () =>
  db
    .select()
    .from(packageImages)
    .where(and(eq(packageImages.packageId, world.package), isNull(packageImages.removedAt)))
    .orderBy(packageImages.position);

describe("cutting a sheet (B60)", () => {
  it("2 × 2 into four slots gives the very pixels, and remembers the sheet", async () => {
    const bytes = await sheetOf(200, 160);
    const sheet = await put(bytes, "views of Mara.png");
    const slots = ["front", "profile-left", "profile-right", "back"] as const;
    const boxes = gridBoxes(sheet, 2, 2);

    const { ids } = await cutSheet(ctx, {
      ...{ packageId: world.package, mediaId: sheet.id, source: "Own sheet", licence: "CC BY 4.0" },
      cells: boxes.map((box, at) => ({ box, slot: slots[at] ?? null })),
    });

    const rows = await inPackage();
    expect(rows.map(({ id }) => id)).toEqual(ids);
    expect(rows.map(({ slot }) => slot)).toEqual(slots);
    for (const [at, row] of rows.entries()) {
      expect(row).toMatchObject({ origin: "sheet", sourceMediaId: sheet.id, source: "Own sheet", depicts: "unknown" });
      const { x, y, width, height } = boxes[at] ?? { x: 0, y: 0, width: 1, height: 1 };
      const wanted = await raw(await sharp(bytes).extract({ left: x, top: y, width, height }).png().toBuffer());
      expect(Buffer.compare(await raw(await fileOf(row.mediaId)), wanted), row.slot ?? "").toBe(0);
    }
    expect((await mediaOf(ctx, rows[1]?.mediaId ?? "")).name).toBe("views of Mara Profile left.png");
    expect((await getSheet(ctx, { mediaId: sheet.id, packageId: world.package })).cuts).toHaveLength(4);
  });

  it("keeps alpha, sixteen bits, and the way a camera held it", async () => {
    const clear = await put(await sheetOf(64, 64, 4), "clear.png");
    const deep = await put(
      await sharp(
        Uint16Array.from({ length: 40 * 30 * 3 }, (_, i) => (i * 997) % 65_536),
        {
          raw: { width: 40, height: 30, channels: 3 },
        },
      )
        .toColourspace("rgb16")
        .png()
        .toBuffer(),
      "deep.png",
    );
    const held = await put(
      await sharp(marked(60, 40), { raw: { width: 60, height: 40, channels: 3 } })
        .withMetadata({ orientation: 6 })
        .tiff()
        .toBuffer(),
      "held.tif",
    );
    const box = { x: 4, y: 3, width: 20, height: 21 };
    for (const { id } of [clear, deep, held])
      await cutSheet(ctx, { packageId: world.package, mediaId: id, cells: [{ box }] });

    const [a, b, c] = await Promise.all((await inPackage()).map(({ mediaId }) => fileOf(mediaId)));
    expect(await sharp(a).metadata()).toMatchObject({ hasAlpha: true, width: 20, height: 21 });
    expect(await sharp(b).metadata()).toMatchObject({ depth: "ushort", width: 20, height: 21 });
    const deepFile = await fileOf(deep.id);
    const part = sharp(deepFile).toColourspace("rgb16").extract({ left: 4, top: 3, width: 20, height: 21 });
    expect(
      Buffer.compare(
        await sharp(b).toColourspace("rgb16").raw({ depth: "ushort" }).toBuffer(),
        await part.raw({ depth: "ushort" }).toBuffer(),
      ),
    ).toBe(0);
    const upright = await sharp(
      await sharp(await fileOf(held.id))
        .autoOrient()
        .png()
        .toBuffer(),
    )
      .extract({ left: 4, top: 3, width: 20, height: 21 })
      .raw()
      .toBuffer();
    expect(Buffer.compare(await sharp(c).raw().toBuffer(), upright)).toBe(0);
  });

  it("says that it was drawn by hand (E5)", async () => {
    const sheet = await put(await sheetOf(90, 60), "drawing.png");
    await cutSheet(ctx, { packageId: world.package, mediaId: sheet.id, cells: [{ box: sheetBox }], drawn: true });
    expect((await inPackage())[0]).toMatchObject({ depicts: "drawn", source: "Hand drawn", slot: null });
  });

  it("keeps boxes inside the sheet, and refuses what cannot be cut", async () => {
    const sheet = await put(await sheetOf(91, 60), "small.png");
    const input = { packageId: world.package, mediaId: sheet.id };
    await cutSheet(ctx, { ...input, cells: [{ box: { x: 80.4, y: -5, width: 40, height: 30 } }] });
    expect((await sharp(await fileOf((await inPackage())[0]?.mediaId ?? "")).metadata()).width).toBe(11);

    const beside = [{ box: sheetBox }, { box: { x: 91, y: 0, width: 5, height: 5 } }];
    await expect(cutSheet(ctx, { ...input, cells: beside })).rejects.toThrow(/Box 2 lies outside the sheet of 91 × 60/);
    await expect(cutSheet(ctx, { ...input, cells: [] })).rejects.toThrow(/at least one box/);
    const same = { box: sheetBox, slot: "front" as const };
    await expect(cutSheet(ctx, { ...input, cells: [same, same] })).rejects.toThrow(/Two boxes are meant for Front/);
    await db.update(packages).set({ status: "locked" }).where(eq(packages.id, world.package));
    await expect(cutSheet(ctx, { ...input, cells: [{ box: sheetBox }] })).rejects.toThrow(/locked/);
    await expect(cutSheet(ctx, { ...input, mediaId: world.film.id, cells: [{ box: sheetBox }] })).rejects.toThrow();
    expect(await inPackage()).toHaveLength(1);
  });

  it.skipIf(!hasSamples)(
    "cuts every hostile or turned picture that came in, and none of the others came in",
    async () => {
      let cut = 0;
      for (const place of ["hostile-images", "exif-orientation"])
        for (const name of (await readdir(path.join(samples, place), { recursive: true })).filter((n) =>
          /\.\w+$/.test(n),
        )) {
          const temporaryPath = await storage.temporaryPath();
          await copyFile(path.join(samples, place, name), temporaryPath);
          const row = await ingest(ctx, { temporaryPath, name: path.basename(name) }).catch((error: Error) => {
            expect(error.message, name).toContain(path.basename(name));
            return null;
          });
          if (!row) continue;
          const box = { x: row.width / 4, y: row.height / 4, width: row.width / 2, height: row.height / 2 };
          await cutSheet(ctx, { packageId: world.package, mediaId: row.id, cells: [{ box }] });
          cut++;
        }
      expect(cut).toBeGreaterThan(20);
      expect(await inPackage()).toHaveLength(cut);
    },
    120_000,
  );
});
const sheetBox = { x: 0, y: 0, width: 30, height: 30 };

/** A picture of the package in its front slot. */
const front = async (bytes: Buffer, name: string, more: Record<string, unknown> = {}) => {
  const media = await put(bytes, name);
  const images = [{ mediaId: media.id, slot: "front" as const, ...more }];
  const { ids } = await addPackageImages(ctx, { packageId: world.package, images, source: "Ola", consent: true });
  return { imageId: ids[0] ?? "", media };
};

describe("a smaller picture (B61)", () => {
  it("of 1000 × 800 is 720 × 576, in its place, the original among the candidates", async () => {
    const { imageId, media } = await front(await sheetOf(1000, 800), "large.png", { lighting: "soft" });

    const { ids, displaced } = await cropPackageImage(ctx, { imageId, longestSide: 720 });

    expect(displaced).toEqual([{ imageId, slot: "front" }]);
    const rows = await inPackage();
    const made = rows.find(({ id }) => id === ids[0]);
    expect(made).toMatchObject({
      slot: "front",
      sourceMediaId: media.id,
      source: "Ola",
      consent: true,
      lighting: "soft",
    });
    expect(await mediaOf(ctx, made?.mediaId ?? "")).toMatchObject({ width: 720, height: 576, name: "large 720.png" });
    expect(rows.find(({ id }) => id === imageId)).toMatchObject({ slot: null, mediaId: media.id });
  });

  it("of a box is cut first, then shrunk, never enlarged", async () => {
    const { imageId } = await front(await sheetOf(1000, 800), "large.png");
    const box = { x: 100, y: 100, width: 400, height: 500 };
    const made = async (longestSide?: number) => {
      const { ids } = await cropPackageImage(ctx, { imageId, box, ...(longestSide && { longestSide }) });
      const row = (await inPackage()).find(({ id }) => id === ids[0]);
      const { width, height } = await mediaOf(ctx, row?.mediaId ?? "");
      return [width, height];
    };
    expect([await made(250), await made(720), await made()]).toEqual([
      [200, 250],
      [400, 500],
      [400, 500],
    ]);
  });

  it("that would be the same is refused, and so is a box beside it", async () => {
    const { imageId } = await front(await sheetOf(300, 200), "small.png");
    await expect(cropPackageImage(ctx, { imageId, longestSide: 720 })).rejects.toThrow(/300 × 200.*no more than 720/);
    const box = { x: 300, y: 0, width: 10, height: 10 };
    await expect(cropPackageImage(ctx, { imageId, box })).rejects.toThrow(/outside the picture of 300 × 200/);
  });
});

describe("auto colour (B49)", () => {
  it("makes the mean neutral in a new picture and leaves the original's bytes", async () => {
    const warm = Uint8Array.from({ length: 120 * 80 * 3 }, (_, i) => {
      const share = ((Math.floor(i / 3) * 31) % 9600) / 9600;
      return [60 + share * 160, 40 + share * 120, 20 + share * 70][i % 3] ?? 0;
    });
    const bytes = await sharp(warm, { raw: { width: 120, height: 80, channels: 3 } })
      .png()
      .toBuffer();
    const { imageId, media } = await front(bytes, "warm.png");

    const { ids } = await autoColourImage(ctx, { imageId });

    const row = (await inPackage()).find(({ id }) => id === ids[0]);
    expect(row).toMatchObject({ slot: "front", sourceMediaId: media.id });
    const { channels } = await sharp(await fileOf(row?.mediaId ?? "")).stats();
    const means = channels.map(({ mean }) => mean);
    expect(Math.max(...means) - Math.min(...means)).toBeLessThan(3);
    expect(Buffer.compare(await readFile(await fileOf(media.id)), bytes)).toBe(0);
  });

  it("keeps alpha", async () => {
    const { imageId } = await front(await sheetOf(60, 40, 4), "clear.png");
    const { ids } = await autoColourImage(ctx, { imageId });
    const row = (await inPackage()).find(({ id }) => id === ids[0]);
    const { channels } = await sharp(await fileOf(row?.mediaId ?? "")).stats();
    expect([channels[3]?.min, channels[3]?.max]).toEqual([120, 120]);
  });
});

it("a picture keeps the outside prompt it was made with, taken apart (B59)", async () => {
  const prompt = "an elven keeper, white room --no hat, scarf --ar 4:5";
  const { imageId } = await front(await sheetOf(60, 40), "elf.png", { prompt });
  const read = async () => (await inPackage()).find(({ id }) => id === imageId);
  expect(await read()).toMatchObject({
    prompt,
    promptFields: { text: "an elven keeper, white room", exclude: ["hat", "scarf"], aspect: "4:5" },
  });

  await tellPackageImages(ctx, { changes: [{ imageId, set: { prompt: "" } }] });
  expect(await read()).toMatchObject({ prompt: "", promptFields: null });
});
