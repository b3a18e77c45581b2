import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pixelLimits } from "../../../contract/passes/size";
import { bytesChangedOutside } from "../../geometry/masks";
import { softDisc, texture } from "../../testing/pictures";
import { PassError } from "../engine";
import { readMask, readPicture, writeMask, writePicture } from "./pixels";

const data = path.resolve(import.meta.dirname, "../../../../shared/data");
const hostile = path.join(data, "hostile-images");
const turned = path.join(data, "exif-orientation");

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "pixels-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("a picture with alpha comes back byte for byte, also under full transparency", async () => {
  const picture = { rgb: texture(50, 40), alpha: softDisc(50, 40, 25, 20, 8) };
  await writePicture(path.join(folder, "a.png"), picture);
  const back = await readPicture(path.join(folder, "a.png"), "Picture");
  expect(bytesChangedOutside(picture.rgb, back.rgb)).toBe(0);
  expect(back.alpha?.data).toEqual(picture.alpha.data);
});

test("a mask is one 8-bit channel and comes back as it was", async () => {
  const mask = softDisc(50, 40, 25, 20, 8);
  await writeMask(path.join(folder, "m.png"), mask);
  expect(await sharp(path.join(folder, "m.png")).metadata()).toMatchObject({
    channels: 1,
    depth: "uchar",
    space: "b-w",
  });
  expect((await readMask(path.join(folder, "m.png"), "Mask")).data).toEqual(mask.data);
});

test("grey, 16-bit and CMYK become 8-bit RGB", async () => {
  const rgb = texture(30, 20);
  const source = () => sharp(rgb.data, { raw: { width: 30, height: 20, channels: 3 } });
  await source().toColourspace("b-w").png().toFile(path.join(folder, "grey.png"));
  await source().toColourspace("rgb16").png().toFile(path.join(folder, "deep.png"));
  await source().toColourspace("cmyk").jpeg({ quality: 100 }).toFile(path.join(folder, "cmyk.jpg"));
  for (const name of ["grey.png", "deep.png", "cmyk.jpg"]) {
    const { rgb: back } = await readPicture(path.join(folder, name), "Picture");
    expect([back.width, back.height, back.data.length], name).toEqual([30, 20, 1800]);
    expect(Math.max(...back.data), name).toBeGreaterThan(120);
  }
});

test("a picture beyond the pixel limit is refused with the limit", async () => {
  const width = Math.ceil(pixelLimits.input / 1000) + 1;
  await sharp({ create: { width, height: 1000, channels: 3, background: "white" } })
    .png()
    .toFile(path.join(folder, "wide.png"));
  await expect(readPicture(path.join(folder, "wide.png"), "Picture")).rejects.toThrow(
    /^Picture: the picture has more than 50 megapixels/,
  );
});

describe.skipIf(!existsSync(hostile))("hostile pictures (sample data)", () => {
  const files = existsSync(hostile)
    ? readdirSync(hostile, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(hostile, path.join(entry.parentPath, entry.name)))
    : [];
  test.each(files)("%s is decoded or refused in plain words", async (name) => {
    const result = await readPicture(path.join(hostile, name), "Picture").catch((error: unknown) => error);
    if (result instanceof Error) {
      expect(result).toBeInstanceOf(PassError);
      expect(result.message).toMatch(/^Picture: the picture (cannot be decoded|has more than)/);
      expect(result.message).not.toContain(hostile);
      return;
    }
    const { rgb } = result as Awaited<ReturnType<typeof readPicture>>;
    expect(rgb.data.length).toBe(rgb.width * rgb.height * 3);
  });
});

describe.skipIf(!existsSync(turned))("photographs with an orientation (sample data)", () => {
  test.each([
    ["Landscape_3.jpg", true],
    ["Landscape_6.jpg", true],
    ["Portrait_5.jpg", false],
    ["Portrait_8.jpg", false],
  ])("%s stands as it should", async (name, wide) => {
    const { rgb } = await readPicture(path.join(turned, name), "Picture");
    expect(rgb.width > rgb.height).toBe(wide);
  });
});
