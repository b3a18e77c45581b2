import { existsSync } from "node:fs";
import { copyFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { newId } from "@/contract/ids";
import type { Role } from "@/contract/roles";
import { media, teams } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import type { StudioContext } from "../context";
import { localStorage } from "../storage/local";
import { decodePicture, stopDecoder } from "./decoder";
import { ingest } from "./ingest";
import { mediaOf } from "./media-of";
import { thumbnailPath } from "./thumbnails";

const samples = path.resolve(import.meta.dirname, "../../../shared/data");
const hasSamples = existsSync(path.join(samples, "hostile-images"));
if (!hasSamples) console.warn("shared/data/hostile-images is absent: the table of hostile pictures is skipped");

const file = await createTestDatabase();
const folder = await mkdtemp(path.join(os.tmpdir(), "backlot-ingest-"));
const storage = localStorage(folder);

const newTeam = async (role: Role = "artist"): Promise<StudioContext> => {
  const id = newId("team");
  await file.db.insert(teams).values({ id, name: "Team" });
  return { db: file.db, storage, teamId: id, actor: { kind: "user", id: newId("user"), name: "Ada", role } };
};

let ctx: StudioContext;
beforeAll(async () => {
  vi.stubEnv("BACKLOT_DATA", folder);
  vi.stubEnv("BACKLOT_SECRET", "a secret of the test run, long enough");
  vi.stubEnv("DATABASE_URL", file.url);
  ctx = await newTeam();
});
afterAll(async () => {
  stopDecoder();
  await file.drop();
  await rm(folder, { recursive: true });
});

const put = async (
  bytes: Uint8Array,
  name: string,
  more: { width: number; height: number } | undefined = undefined,
) => {
  const temporaryPath = await storage.temporaryPath();
  await writeFile(temporaryPath, bytes);
  return ingest(ctx, { temporaryPath, name, ...(more && { expected: more }) });
};
const putSample = async (sample: string) => {
  const temporaryPath = await storage.temporaryPath();
  await copyFile(path.join(samples, sample), temporaryPath);
  return ingest(ctx, { temporaryPath, name: path.basename(sample) });
};
const noise = (width: number, height: number, channels: 3 | 4 = 3) =>
  sharp(
    Uint8Array.from({ length: width * height * channels }, (_, i) => (i * 7919 + (i >> 5) * 31) % 251),
    {
      raw: { width, height, channels },
    },
  );

const damaged = /is damaged or incomplete: it does not decode to its end/;
// What becomes of each hostile file: its upright size, or the words of its refusal. Files not named are `damaged`.
const outcomes: Record<string, [number, number] | RegExp> = {
  "16-bit-grey-alpha.png": [109, 96],
  "65536-uint32-limit.png": /is 65536 × 65536 pixels; Backlot takes up to 16384 a side and 100 megapixels/,
  "Bad_reallybig.bmp": /is a BMP file.*Export it as PNG/,
  "Bad_shortfile.bmp": /is a BMP file/,
  "Channel_digital_image_CMYK_color_no_profile.jpg": [500, 333],
  "animated-loop-3.gif": /holds 10 pictures; Backlot keeps stills\. Export one frame as PNG/,
  "bgbn4a08.png": [32, 32],
  "check.svg": /is an SVG drawing/,
  "crash-4fb027452e6988530aa5dabee76eecacb3b79f8a.j2k": /is a JPEG 2000 file/,
  "decompression_bomb.ico": /is an icon file/,
  "invalid_palette_index.png": [10, 10],
  "issue_1455_oversized.gif": [16, 16],
  "large-text-chunks.png": [32, 32],
  "oss-fuzz-36829.jpeg": /is 3 × 62728 pixels/,
  "panic.webp": [100, 30],
  "xs1n0g01.png": /is not a picture Backlot can read/,
  "fuzz/gif-00.gif": [10, 10],
  "fuzz/gif-02.gif": [10, 10],
  "fuzz/gif-06.gif": [10, 10],
  "fuzz/gif-08.gif": [10, 10],
  "fuzz/gif-10.gif": [10, 10],
  "fuzz/gif-12.gif": [10, 10],
  "fuzz/gif-14.gif": [10, 10],
  "fuzz/gif-18.gif": [10, 10],
  "fuzz/jpeg-06.jpg": [150, 103],
  "fuzz/jpeg-20.jpg": [150, 103],
  "fuzz/png-16.png": [32, 32],
  "fuzz/png-18.png": [32, 32],
  "fuzz/png-20.png": [48, 48],
  "fuzz/webp-08.webp": [150, 100],
};
const hostile = hasSamples
  ? (await readdir(path.join(samples, "hostile-images"), { recursive: true }))
      .filter((name) => /\.\w+$/.test(name))
      .sort()
  : [];

describe.skipIf(!hasSamples)("hostile pictures", () => {
  it("names only files that are there", () => {
    expect(Object.keys(outcomes).filter((name) => !hostile.includes(name))).toEqual([]);
  });

  it.each(hostile)("%s is refused in words or kept whole", async (name) => {
    const expected = outcomes[name] ?? damaged;
    const original = await readFile(path.join(samples, "hostile-images", name));

    const outcome = await putSample(path.join("hostile-images", name)).catch((error: Error) => error.message);

    if (expected instanceof RegExp) {
      expect(outcome).toMatch(expected);
      expect(outcome).toContain(path.basename(name));
      expect(outcome).not.toMatch(/\/tmp|\/server|at \w+ \(/);
      return;
    }
    if (typeof outcome === "string") throw new Error(`refused: ${outcome}`);
    expect([outcome.width, outcome.height]).toEqual(expected);
    expect(original.equals(await readFile(await storage.localPath(outcome.storageKey)))).toBe(true);
    const thumbnail = await sharp(thumbnailPath(outcome.sha256, 256)).metadata();
    expect([thumbnail.format, thumbnail.depth, thumbnail.space]).toEqual(["webp", "uchar", "srgb"]);
    expect([thumbnail.width, thumbnail.height]).toEqual(
      outcome.width > 256 ? [256, Math.round((outcome.height * 256) / outcome.width)] : expected,
    );
  });

  it("leaves no temporary file behind", async () => {
    expect(await readdir(path.join(folder, "tmp"))).toEqual([]);
  });

  it.each([
    ["Landscape_3.jpg", 600, 450],
    ["Landscape_6.jpg", 600, 450],
    ["Portrait_5.jpg", 450, 600],
    ["Portrait_8.jpg", 450, 600],
  ])("%s stands upright", async (name, width, height) => {
    const row = await putSample(path.join("exif-orientation", name));

    const thumbnail = await sharp(thumbnailPath(row.sha256, 256)).metadata();
    expect([row.width, row.height]).toEqual([width, height]);
    expect(Math.sign(thumbnail.width - thumbnail.height)).toBe(Math.sign(width - height));
    expect(thumbnail.orientation ?? 1).toBe(1);
  });
});

describe("the one door for pictures", () => {
  it.each(["png", "jpeg", "webp", "tiff", "gif"] as const)("refuses a %s cut anywhere", async (format) => {
    const whole = await noise(120, 90).toFormat(format).toBuffer();
    await put(whole, `whole.${format}`);

    for (const part of [0.05, 0.3, 0.6, 0.9, 0.99]) {
      const cut = whole.subarray(0, Math.floor(whole.length * part));
      await expect(put(cut, `cut ${part}.${format}`), `cut at ${part}`).rejects.toThrow(
        /damaged or incomplete|not a picture/,
      );
    }
  });

  it("takes a picture for what it is, not for what it is called", async () => {
    const png = await noise(20, 10).png().toBuffer();

    const row = await put(png, "photo.jpg");

    expect(row).toMatchObject({ mime: "image/png", name: "photo.jpg", width: 20, height: 10 });
  });

  it("keeps a 16-bit CMYK-capable TIFF byte for byte and shows it as 8-bit sRGB", async () => {
    const tiff = await noise(40, 30).toColourspace("rgb16").tiff({ compression: "lzw" }).toBuffer();

    const row = await put(tiff, "scan.tif");

    expect(tiff.equals(await readFile(await storage.localPath(row.storageKey)))).toBe(true);
    expect(await sharp(thumbnailPath(row.sha256, 1024)).metadata()).toMatchObject({ depth: "uchar", space: "srgb" });
  });

  it("refuses an animated WebP and an animated PNG by their number of pictures", async () => {
    const frames = await noise(16, 48).raw().toBuffer();
    const webp = await sharp(frames, { raw: { width: 16, height: 48, channels: 3, pageHeight: 16 } })
      .webp({ loop: 0, delay: [50, 50, 50] })
      .toBuffer();
    const still = await noise(16, 16).png().toBuffer();
    const control = Buffer.from("000000086163544c0000000200000000f38d9370", "hex");
    const apng = Buffer.concat([still.subarray(0, 33), control, still.subarray(33)]);

    await expect(put(webp, "walk.webp")).rejects.toThrow("walk.webp holds 3 pictures");
    await expect(put(apng, "walk.png")).rejects.toThrow("walk.png holds 2 pictures");
  });

  it("refuses what other programs save, each by name", async () => {
    const heads: [string, RegExp][] = [
      ["\0\0\0\x20ftypavif\0\0\0\0", /is an AVIF picture/],
      ["\0\0\0\x20ftypheic\0\0\0\0", /is a HEIC picture.*JPEG or PNG/],
      ["\0\0\0\x20ftypisom\0\0\0\0", /is a film/],
      ["8BPS\0\x01", /is a Photoshop file/],
      ["%PDF-1.7", /is a PDF file/],
      ["\ufeff<?xml version='1.0'?><svg xmlns='x'/>", /is an SVG drawing/],
      ["hello", /is not a picture Backlot can read/],
    ];
    for (const [head, words] of heads) {
      const encoding = head.startsWith("\ufeff") ? "utf8" : "latin1";
      await expect(put(Buffer.from(head, encoding), "thing.png")).rejects.toThrow(words);
    }
    await expect(put(new Uint8Array(), "thing.png")).rejects.toThrow("thing.png is empty");
  });

  it("refuses a result of another size than was asked for", async () => {
    const png = await noise(31, 17).png().toBuffer();

    await expect(put(png, "r.png", { width: 31, height: 18 })).rejects.toThrow("31 × 17 pixels where 31 × 18");
    await expect(put(png, "r.png", { width: 31, height: 17 })).resolves.toMatchObject({ width: 31 });
  });

  it("gives the same row for the same bytes, also to eight at once, and another row to another team", async () => {
    const png = await noise(64, 65).png().toBuffer();

    const rows = await Promise.all(Array.from({ length: 8 }, (_, i) => put(png, `copy ${i}.png`)));
    const mine = ctx;
    ctx = await newTeam();
    const theirs = await put(png, "theirs.png");

    expect(new Set(rows.map((row) => row.id)).size).toBe(1);
    expect(theirs.id).not.toBe(rows[0]?.id);
    await expect(mediaOf(mine, theirs.id)).rejects.toThrow("The picture was not found");
    ctx = mine;
  });

  it("refuses a client, who may look but not add", async () => {
    const client = await newTeam("client");
    const temporaryPath = await storage.temporaryPath();
    await writeFile(temporaryPath, await noise(8, 8).png().toBuffer());

    await expect(ingest(client, { temporaryPath, name: "x.png" })).rejects.toThrow("You may not add versions");
    expect(existsSync(temporaryPath)).toBe(false);
  });

  it("stores the average colour of what is visible", async () => {
    const red = { r: 200, g: 40, b: 0, alpha: 1 };
    const half = await sharp({
      create: { width: 40, height: 40, channels: 4, background: { r: 0, g: 255, b: 0, alpha: 0 } },
    })
      .composite([{ input: { create: { width: 20, height: 40, channels: 4, background: red } }, left: 0, top: 0 }])
      .png()
      .toBuffer();

    const row = await put(half, "half.png");

    expect(row).toMatchObject({ colour: "#c82800", hasAlpha: true });
  });

  it("decodes a 100-megapixel picture outside the server's memory", async () => {
    const create = { width: 10_000, height: 10_000, channels: 3 as const, background: "#336699" };
    const temporaryPath = await storage.temporaryPath();
    await sharp({ create }).jpeg().toFile(temporaryPath);
    const before = process.memoryUsage.rss();
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss() - before)), 10);

    const row = await ingest(ctx, { temporaryPath, name: "plate.jpg" });

    clearInterval(watch);
    expect(row).toMatchObject({ width: 10_000, height: 10_000 });
    // Decoded it is 300 MB.
    expect(most / 2 ** 20).toBeLessThan(100);
  });

  it("goes on after the decoder was killed in the middle", async () => {
    const large = await noise(3000, 2000).png({ compressionLevel: 0 }).toBuffer();
    const temporaryPath = await storage.temporaryPath();
    await writeFile(temporaryPath, large);
    const work = decodePicture({
      path: temporaryPath,
      mime: "image/png",
      thumbnails: [{ size: 256, path: `${temporaryPath}.webp` }],
    });
    await new Promise((done) => setTimeout(done, 30));

    stopDecoder();

    expect(await work).toMatchObject({ width: 3000, height: 2000 });
    expect((await stat(`${temporaryPath}.webp`)).size).toBeGreaterThan(0);
    await Promise.all([rm(temporaryPath), rm(`${temporaryPath}.webp`)]);
  });

  it("keeps the rows it had when a later picture is refused", async () => {
    const before = await file.db.select().from(media).where(eq(media.teamId, ctx.teamId));

    await expect(put(Buffer.from("\x89PNG\r\n\x1a\n nonsense", "latin1"), "n.png")).rejects.toThrow(damaged);

    expect(await file.db.select().from(media).where(eq(media.teamId, ctx.teamId))).toEqual(before);
  });
});
