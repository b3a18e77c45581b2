import { createHash } from "node:crypto";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { maskIdentity, pixelSha256 } from "../hash";
import { applyOp } from "../raster";
import { sha256 } from "../sha256";
import { randomOp, randomStroke, seeded } from "../testing-fixtures";
import { maskFromPixels, TiledMask } from "../tiles";
import { fromBase64, toBase64 } from "./base64";
import { packMask, unpackMask } from "./pack";
import { decodePng, encodePng } from "./png";
import { decodeRle, decodeRuns, encodeRle, encodeRuns } from "./rle";

const SIZES = [
  [777, 333],
  [256, 256],
  [1, 1],
  [7, 300],
  [513, 2],
] as const;

function sample(width: number, height: number) {
  const mask = new TiledMask(width, height);
  const next = seeded(width * 31 + height);
  for (let i = 0; i < 12; i++) applyOp(mask, randomOp(next, width, height));
  applyOp(mask, randomStroke(next, width, height));
  return mask;
}

const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

describe.each(SIZES)("a mask of %i x %i", (width, height) => {
  const mask = sample(width, height);
  const pixels = mask.flat();
  const hard = pixels.map((value) => (value >= 128 ? 255 : 0));

  test("comes back from a PNG of 8 bits, and from 1 bit black and white", async () => {
    const back = await decodePng(await encodePng(pixels, width, height));
    expect([back.width, back.height, same(back.pixels, pixels)]).toEqual([width, height, true]);
    expect(same((await decodePng(await encodePng(pixels, width, height, 1))).pixels, hard)).toBe(true);
  });

  test("is read the same by another PNG reader, and its filtered PNG by ours", async () => {
    const raw = sharp(await encodePng(pixels, width, height));
    expect((await raw.metadata()).channels).toBe(1);
    expect(same(new Uint8Array(await raw.clone().extractChannel(0).raw().toBuffer()), new Uint8Array(pixels))).toBe(
      true,
    );
    const filtered = await sharp(pixels, { raw: { width, height, channels: 1 } })
      .toColourspace("b-w")
      .png({ adaptiveFiltering: true })
      .toBuffer();
    expect(same((await decodePng(filtered)).pixels, pixels)).toBe(true);
  });

  test("comes back from runs, black-and-white runs and a checkpoint", async () => {
    expect(same(decodeRuns(encodeRuns(pixels), pixels.length), pixels)).toBe(true);
    expect(same(decodeRle(encodeRle(pixels), pixels.length), hard)).toBe(true);
    expect(same((await unpackMask(await packMask(mask))).flat(), pixels)).toBe(true);
    expect(same(maskFromPixels(pixels, width, height).flat(), pixels)).toBe(true);
  });

  test("survives as a raster op in both encodings", () => {
    const op = { kind: "raster", mode: "replace", x: 0, y: 0, w: width, h: height } as const;
    const stored = new TiledMask(width, height);
    applyOp(stored, { ...op, encoding: "runs", data: toBase64(encodeRuns(pixels)) });
    expect(same(stored.flat(), pixels)).toBe(true);
    applyOp(stored, { ...op, encoding: "rle", data: toBase64(encodeRle(pixels)) });
    expect(same(stored.flat(), hard)).toBe(true);
  });

  test("has the SHA-256 of its bytes, with or without the platform's", async () => {
    const expected = createHash("sha256").update(pixels).digest("hex");
    expect(await pixelSha256(mask)).toBe(expected);
    expect(Buffer.from(sha256(pixels)).toString("hex")).toBe(expected);
  });
});

test("our own SHA-256 is right at every length around a block", () => {
  for (let length = 0; length < 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 7 + length) & 255);
    expect(Buffer.from(sha256(bytes)).toString("hex")).toBe(createHash("sha256").update(bytes).digest("hex"));
  }
});

test("base64 agrees with the platform's and refuses other text", () => {
  for (let length = 0; length < 20; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => i * 37 + length);
    expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
    expect(fromBase64(toBase64(bytes))).toEqual(bytes);
  }
  for (const text of ["abc", "ab=c", "a\u00e9==", "===="]) expect(() => fromBase64(text)).toThrow("not base64");
});

test("a mask's identity changes with what is done to it at use", async () => {
  const post = { grow: 0, feather: 0, invert: false };
  const ids = [post, { ...post, grow: 4 }, { ...post, invert: true }].map((each) => maskIdentity("ab", each));
  expect(new Set(await Promise.all(ids)).size).toBe(3);
});

describe("damaged data", () => {
  test("a PNG cut or changed anywhere is refused by name", async () => {
    const png = await encodePng(sample(64, 64).flat(), 64, 64);
    for (let length = 0; length < png.length; length += 7)
      await expect(decodePng(png.slice(0, length))).rejects.toThrow("The mask picture");
    for (let i = 8; i < png.length; i += 5) {
      const bad = png.slice();
      bad[i] = (bad[i] ?? 0) ^ 0x55;
      await expect(decodePng(bad)).rejects.toThrow("The mask picture");
    }
  });

  test("a colour PNG is refused with what would be right", async () => {
    const colour = await sharp({ create: { width: 8, height: 8, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    await expect(decodePng(colour)).rejects.toThrow("one grey channel");
  });

  test("a checkpoint cut short, renamed or from another version is refused", async () => {
    const pack = await packMask(sample(300, 200));
    for (const length of [0, 19, 20, 40, pack.length - 5])
      await expect(unpackMask(pack.slice(0, length))).rejects.toThrow("The mask checkpoint");
    const later = pack.slice();
    later[4] = 9;
    await expect(unpackMask(later)).rejects.toThrow("version 9");
  });

  test("runs that do not add up are refused and leave the mask as it was", () => {
    const mask = new TiledMask(20, 20);
    const op = { kind: "raster", mode: "replace", x: 0, y: 0, w: 20, h: 20, encoding: "rle" } as const;
    for (const data of [
      toBase64(encodeRle(new Uint8Array(399))),
      "////",
      toBase64(Uint8Array.from([255, 255, 255, 255, 255, 255])),
    ])
      expect(() => applyOp(mask, { ...op, data })).toThrow("do not add up");
    expect(mask.writing).toBe(false);
    expect(mask.valueAt(3, 3)).toBe(0);
  });
});
