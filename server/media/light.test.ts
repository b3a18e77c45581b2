import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import sharp from "sharp";
import { DataTexture, FloatType, HalfFloatType, LinearSRGBColorSpace, RGBAFormat } from "three";
import { EXRExporter, NO_COMPRESSION, ZIP_COMPRESSION } from "three/examples/jsm/exporters/EXRExporter.js";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { newId } from "@/contract/ids";
import { mediaLimits } from "@/contract/media";
import { teams } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import type { StudioContext } from "../context";
import { localStorage } from "../storage/local";
import { derivePicture, judgePicture, stopDecoder } from "./decoder";
import { ingest } from "./ingest";
import { ensureFull, thumbnailPath } from "./thumbnails";

const sample = path.resolve(import.meta.dirname, "../../../shared/data/panoramas/city.hdr");
const hasSample = existsSync(sample);
if (!hasSample) console.warn("shared/data/panoramas is absent: no real .hdr is taken in");

const file = await createTestDatabase();
const folder = await mkdtemp(path.join(os.tmpdir(), "backlot-light-"));
const storage = localStorage(folder);
let ctx: StudioContext;
beforeAll(async () => {
  vi.stubEnv("BACKLOT_DATA", folder);
  vi.stubEnv("BACKLOT_SECRET", "a secret of the test run, long enough");
  vi.stubEnv("DATABASE_URL", file.url);
  const teamId = newId("team");
  await file.db.insert(teams).values({ id: teamId, name: "Team" });
  ctx = { db: file.db, storage, teamId, actor: { kind: "user", id: newId("user"), name: "Ada", role: "artist" } };
});
afterAll(async () => {
  stopDecoder();
  await file.drop();
  await rm(folder, { recursive: true });
});

const put = async (bytes: Uint8Array, name: string, light = true) => {
  const temporaryPath = await storage.temporaryPath();
  await writeFile(temporaryPath, bytes);
  return ingest(ctx, { temporaryPath, name, light });
};
/** Flat rows of one colour, brighter to the right. */
const hdr = (width: number, height: number, seed = 100) => {
  const head = Buffer.from(`#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y ${height} +X ${width}\n`);
  const pixels = Buffer.alloc(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel++)
    pixels.set([seed, 90, 80, 120 + Math.floor(((pixel % width) * 12) / width)], pixel * 4);
  return Buffer.concat([head, pixels]);
};
const exr = async (compression: number, type: typeof FloatType | typeof HalfFloatType = FloatType) => {
  const data = new Float32Array(64 * 32 * 4).map((_, n) => (n % 4 === 3 ? 1 : n < 64 * 16 * 4 ? 4 : 0.02));
  const texture = new DataTexture(data, 64, 32, RGBAFormat, FloatType);
  texture.colorSpace = LinearSRGBColorSpace;
  return Buffer.from(await new EXRExporter().parse(texture, { compression, type }));
};
const shown = async (sha256: string) => sharp(thumbnailPath(sha256, 256)).raw().toBuffer({ resolveWithObject: true });

describe("pictures of linear light", () => {
  it("are kept byte for byte and shown tone-mapped in 8 bits", async () => {
    const bytes = hdr(64, 32);

    const row = await put(bytes, "sky.hdr");

    expect(row).toMatchObject({ mime: "image/vnd.radiance", width: 64, height: 32, hasAlpha: false });
    expect(bytes.equals(await readFile(await storage.localPath(row.storageKey)))).toBe(true);
    const { data, info } = await shown(row.sha256);
    expect([info.width, info.height, info.channels]).toEqual([64, 32, 3]);
    expect(data[63 * 3] ?? 0).toBeGreaterThan((data[0] ?? 0) + 60);
    const full = await ensureFull(row, storage);
    expect(await sharp(full ?? "").metadata()).toMatchObject({ format: "png", depth: "uchar", width: 64, height: 32 });
  });

  it.skipIf(!hasSample)("are taken from a real camera, and refused at a cut with the row it ends in", async () => {
    const bytes = readFileSync(sample);

    expect(await put(bytes, "city.hdr")).toMatchObject({ width: 1024, height: 512 });
    await expect(put(bytes.subarray(0, 700_000), "cut.hdr")).rejects.toThrow(
      /^cut\.hdr ends in row \d+\. Export it again and upload that\.$/,
    );
  });

  it("may be OpenEXR, packed or not, the right way up", async () => {
    for (const [compression, type] of [
      [NO_COMPRESSION, FloatType],
      [ZIP_COMPRESSION, HalfFloatType],
    ] as const) {
      const row = await put(await exr(compression, type), `render-${compression}.exr`);
      expect(row).toMatchObject({ mime: "image/x-exr", width: 64, height: 32 });
      const { data } = await shown(row.sha256);
      const [top = 0, bottom = 0] = [data[0], data[31 * 64 * 3]];
      expect(Math.abs(top - bottom)).toBeGreaterThan(60);
    }
  });

  it("are refused in words when they are cut, corrupt, empty of colour or too large", async () => {
    const packed = await exr(ZIP_COMPRESSION);
    const torn = Buffer.from(packed);
    torn.fill(0xa5, torn.length - 120);

    await expect(put(packed.subarray(0, packed.length - 60), "cut.exr")).rejects.toThrow(
      "cut.exr is damaged or incomplete: it does not decode to its end",
    );
    await expect(put(torn, "torn.exr")).rejects.toThrow("torn.exr is damaged or incomplete");
    await expect(put(packed.subarray(0, 60), "head.exr")).rejects.toThrow("head.exr ends inside its header");
    await expect(put(Buffer.from("#?RADIANCE\n\n-Y 4 +X"), "head.hdr")).rejects.toThrow("head.hdr ends inside");
    const bomb = Buffer.from("#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 16000 +X 16000\n\x02\x02\x3e\x80");
    await expect(put(bomb, "bomb.hdr")).rejects.toThrow(
      `bomb.hdr is 16000 × 16000 pixels; Backlot takes up to ${mediaLimits.side} a side and 50 megapixels of .hdr and .exr`,
    );
    const promise = Buffer.from("#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 5000 +X 9000\n\x02\x02\x23\x28");
    await expect(put(promise, "promise.hdr")).rejects.toThrow("promise.hdr ends in row 1");
  });

  it("are for environments alone", async () => {
    const bytes = hdr(32, 16, 77);

    await expect(put(bytes, "sky.hdr", false)).rejects.toThrow(
      "sky.hdr is a Radiance HDR file, which Backlot takes only for environments",
    );
    await put(bytes, "sky.hdr");
    await expect(put(bytes, "again.hdr", false)).rejects.toThrow("only for environments");
  });
});

describe("pictures made of pictures", () => {
  const twice = async (bytes: Buffer, name: string) => {
    const paths = [0, 1, 2].map((n) => path.join(folder, `${name}-${n}.png`));
    const [first = "", second = "", third = ""] = paths;
    await writeFile(first, bytes);
    const derive = { kind: "invert" } as const;
    await derivePicture({ path: first, mime: "image/png", derive, out: second });
    await derivePicture({ path: second, mime: "image/png", derive, out: third });
    return paths;
  };
  const samplesOf = (picture: string, depth: "uchar" | "ushort") =>
    sharp(picture)
      .toColourspace(depth === "ushort" ? "grey16" : "srgb")
      .raw({ depth })
      .toBuffer();

  it("inverted twice hold the same bytes after decoding, in 8 and 16 bits", async () => {
    const eight = Buffer.from(Uint8Array.from({ length: 40 * 20 * 3 }, (_, n) => (n * 7919) % 256));
    const deep = Uint16Array.from({ length: 40 * 20 }, (_, n) => (n * 7919) % 65_536);
    const png8 = await sharp(eight, { raw: { width: 40, height: 20, channels: 3 } })
      .png()
      .toBuffer();
    const png16 = await sharp(deep, { raw: { width: 40, height: 20, channels: 1 } })
      .toColourspace("grey16")
      .png()
      .toBuffer();

    for (const [bytes, depth] of [
      [png8, "uchar"],
      [png16, "ushort"],
    ] as const) {
      const [a = "", b = "", c = ""] = await twice(bytes, depth);
      const [first, second, third] = await Promise.all([a, b, c].map((one) => samplesOf(one, depth)));
      expect((await sharp(b).metadata()).depth).toBe(depth);
      expect(first?.equals(second ?? Buffer.alloc(0))).toBe(false);
      expect(first?.equals(third ?? Buffer.alloc(0))).toBe(true);
    }
  });

  it.skipIf(!hasSample)("are judged, and turned by half their width", async () => {
    const mime = "image/vnd.radiance";
    const out = path.join(folder, "half.png");

    const judged = await judgePicture({ path: sample, mime, judge: true });
    await derivePicture({ path: sample, mime, derive: { kind: "shift", share: 0.5 }, out });
    const turned = await judgePicture({ path: out, mime: "image/png", judge: true });

    if ("refused" in judged || "refused" in turned) throw new Error("refused");
    expect(judged.scores.seam).toBeLessThan(0.1);
    expect(turned.scores.seam).toBeLessThan(0.1);
    expect(await sharp(out).metadata()).toMatchObject({ width: 1024, height: 512 });
  });
});
