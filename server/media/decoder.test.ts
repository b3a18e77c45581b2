import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { decodePicture, sheetPictures, stopDecoder } from "./decoder";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "backlot-decoder-"));
  vi.stubEnv("BACKLOT_DATA", folder);
  vi.stubEnv("BACKLOT_SECRET", "a secret of the test run, long enough");
  vi.stubEnv("DATABASE_URL", "postgres://nobody@localhost/none");
});
afterAll(async () => {
  stopDecoder();
  await rm(folder, { recursive: true });
});

const picture = async (name: string, width: number, height: number) => {
  const file = path.join(folder, name);
  await sharp({ create: { width, height, channels: 3, background: "#3060a0" } })
    .jpeg()
    .toFile(file);
  return file;
};
const decode = (file: string) =>
  decodePicture({ path: file, mime: "image/jpeg", thumbnails: [{ size: 64, path: `${file}.webp` }] });

it("decodes many at once, large ones among them, each to its own thumbnail", async () => {
  const sizes = [
    ...Array.from({ length: 6 }, (_, n): [number, number] => [300 + n, 200]),
    // Above what is decoded beside another of its kind.
    ...Array.from({ length: 3 }, (_, n): [number, number] => [6400 + n, 5000]),
    ...Array.from({ length: 3 }, (_, n): [number, number] => [200, 300 + n]),
  ];
  const files = await Promise.all(sizes.map(([width, height], n) => picture(`${n}.jpg`, width, height)));
  const broken = path.join(folder, "broken.jpg");
  await writeFile(broken, Buffer.from("ffd8ffe000104a46494600", "hex"));

  const [decoded, refused, sheet] = await Promise.all([
    Promise.all(files.map(decode)),
    decode(broken),
    sheetPictures({ sheet: [], count: 8, columns: 8, cell: 16, out: path.join(folder, "sheet.webp") }),
  ]);

  expect(decoded.map((one) => ("refused" in one ? one.refused : [one.width, one.height]))).toEqual(sizes);
  expect(refused).toEqual({ refused: "damaged" });
  expect(sheet).toEqual({ width: 128, height: 16 });
  expect((await readdir(folder)).filter((name) => name.endsWith(".webp"))).toHaveLength(files.length + 1);
});

it("goes on after its processes were ended in the middle", async () => {
  const file = await picture("large.jpg", 6400, 5000);
  const work = [decode(file), decode(file), decode(file)];
  stopDecoder();

  await Promise.allSettled(work);

  expect(await decode(file)).toMatchObject({ width: 6400, height: 5000 });
}, 30_000);
