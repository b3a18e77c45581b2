import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { newId } from "@/contract/ids";
import { teams } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import type { StudioContext } from "../context";
import { localStorage } from "../storage/local";
import { stopDecoder } from "./decoder";
import { ingest } from "./ingest";
import type { MediaRow } from "./media-row";
import { openMedia } from "./open-media";
import { parseRange } from "./range";
import { serveMedia } from "./serve-media";
import { signedMediaPath } from "./sign";
import { thumbnailPath } from "./thumbnails";

const file = await createTestDatabase();
const folder = await mkdtemp(path.join(os.tmpdir(), "backlot-media-"));
const storage = localStorage(folder);
const place = () => ({ db: file.db, storage });
const nobody = async () => null;

const newPerson = async (): Promise<StudioContext> => {
  const teamId = newId("team");
  await file.db.insert(teams).values({ id: teamId, name: "Team" });
  return { db: file.db, storage, teamId, actor: { kind: "user", id: newId("user"), name: "Ada", role: "artist" } };
};

let me: StudioContext;
let row: MediaRow;
let original: Buffer;
beforeAll(async () => {
  vi.stubEnv("BACKLOT_DATA", folder);
  vi.stubEnv("BACKLOT_SECRET", "a secret of the test run, long enough");
  vi.stubEnv("DATABASE_URL", file.url);
  me = await newPerson();
  const noise = Uint8Array.from({ length: 600 * 400 * 3 }, (_, i) => Math.imul(i ^ (i >> 3), 2_654_435_761) >>> 24);
  original = await sharp(noise, { raw: { width: 600, height: 400, channels: 3 } })
    .png()
    .toBuffer();
  const temporaryPath = await storage.temporaryPath();
  await writeFile(temporaryPath, original);
  row = await ingest(me, { temporaryPath, name: 'Ebbe "ü" 100%.png' });
});
afterAll(async () => {
  stopDecoder();
  await file.drop();
  await rm(folder, { recursive: true });
});

const get = (
  address: string,
  headers: HeadersInit = {},
  {
    who = async () => me,
    method = "GET",
  }: { who?: typeof nobody | (() => Promise<StudioContext>); method?: string } = {},
) => {
  const url = new URL(address, "http://localhost:46002");
  return serveMedia(new Request(url, { headers, method }), url.pathname.split("/").slice(3), who, place);
};
const mine = (size = "original") => `/api/media/${row.id}/${size}`;
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

describe("reading a picture", () => {
  it("gives the original byte for byte, private, for ever, with its true type and name", async () => {
    const answer = await get(mine());

    expect(answer.status).toBe(200);
    expect(original.equals(await bytesOf(answer))).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      etag: `"${row.sha256}"`,
      "content-type": "image/png",
      "content-length": String(original.length),
      "cache-control": "private, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
      "content-disposition":
        `inline; filename="Ebbe ___ 100_.png"; filename*=UTF-8''Ebbe%20%22%C3%BC%22%20100%25.png`.replace(
          "_____",
          "___",
        ),
    });
    const download = await get(`${mine()}?download`, {}, { method: "HEAD" });
    expect(download.headers.get("content-disposition")).toMatch(/^attachment; /);
  });

  it("gives thumbnails no larger than asked, and makes a lost one again", async () => {
    await rm(thumbnailPath(row.sha256, 256));

    const [small, twin, large] = await Promise.all([get(mine("256")), get(mine("256")), get(mine("1024"))]);

    const facts = await sharp(await bytesOf(small)).metadata();
    expect([facts.format, facts.width, facts.height]).toEqual(["webp", 256, 171]);
    expect(twin.status).toBe(200);
    expect((await sharp(await bytesOf(large)).metadata()).width).toBe(600);
    expect((await readFile(thumbnailPath(row.sha256, 256))).length).toBe(Number(small.headers.get("content-length")));
  });

  it("answers 304 to what the browser already has, and HEAD without a body", async () => {
    const same = await get(mine("256"), { "if-none-match": `W/"x", "${row.sha256}-256"` });
    const head = await get(mine(), {}, { method: "HEAD" });

    expect([same.status, head.status]).toEqual([304, 200]);
    expect(head.headers.get("content-length")).toBe(String(original.length));
    expect(await head.text()).toBe("");
  });

  it.each([
    ["bytes=0-99", 0, 99],
    ["bytes=100-", 100, null],
    ["bytes=-50", -50, null],
  ])("gives a part for %s", async (range, start, end) => {
    const answer = await get(mine(), { range });

    expect(answer.status).toBe(206);
    const part = start < 0 ? original.subarray(start) : original.subarray(start, end === null ? undefined : end + 1);
    expect(part.equals(await bytesOf(answer))).toBe(true);
    expect(answer.headers.get("content-length")).toBe(String(part.length));
    expect(answer.headers.get("content-range")).toMatch(new RegExp(`^bytes \\d+-\\d+/${original.length}$`));
  });

  it.each(["bytes=9-3", "bytes=-0", "bytes=99999999-", "bytes=--5", "lines=1-2"])(
    "refuses %s with 416 and the length",
    async (range) => {
      const answer = await get(mine(), { range });

      expect(answer.status).toBe(416);
      expect(answer.headers.get("content-range")).toBe(`bytes */${original.length}`);
    },
  );

  it("gives everything when several ranges are asked, or the file asked about was another", async () => {
    const whole: Record<string, string>[] = [{ range: "bytes=0-1,5-6" }, { range: "bytes=0-1", "if-range": '"other"' }];
    for (const headers of whole) expect((await bytesOf(await get(mine(), headers))).length).toBe(original.length);
  });

  it("closes the file when the browser goes away in the middle", async () => {
    const opened = vi.spyOn(storage, "read");
    const reader = (await get(mine())).body?.getReader();
    await reader?.read();

    await reader?.cancel();

    const stream = await opened.mock.results[0]?.value;
    await vi.waitFor(() => expect(stream.closed).toBe(true));
    opened.mockRestore();
  });

  it("keeps a range inside the file", () => {
    expect(parseRange("bytes=0-999", 10)).toEqual({ start: 0, end: 9 });
    expect(parseRange("bytes=-999", 10)).toEqual({ start: 0, end: 9 });
    expect(parseRange("bytes=-1", 0)).toBe("unsatisfiable");
  });
});

describe("the exact pixels of a picture", () => {
  const [width, height] = [60, 40];
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, i) => Math.imul(i ^ 77, 2_654_435_761) >>> 24);
  const image = () => sharp(pixels, { raw: { width, height, channels: 3 } });
  const take = async (bytes: Buffer, name: string) => {
    const temporaryPath = await storage.temporaryPath();
    await writeFile(temporaryPath, bytes);
    return ingest(me, { temporaryPath, name });
  };
  const full = async (bytes: Buffer, name: string) => {
    const taken = await take(bytes, name);
    const answer = await get(`/api/media/${taken.id}/full`);
    expect(answer.status).toBe(200);
    const body = await bytesOf(answer);
    const { data, info } = await sharp(body).raw().toBuffer({ resolveWithObject: true });
    return { taken, answer, body, data, info, facts: await sharp(body).metadata() };
  };

  it.each(["png", "webp", "jpeg"] as const)("are the file itself for a plain %s, which browsers show", async (kind) => {
    const bytes = await image().toFormat(kind, { lossless: true, quality: 100 }).toBuffer();

    const { answer, body } = await full(bytes, `plain.${kind}`);

    expect(bytes.equals(body)).toBe(true);
    expect(answer.headers.get("content-type")).toBe(`image/${kind}`);
    expect(answer.headers.get("content-disposition")).toMatch(`filename="plain.${kind}"`);
  });

  it("are a lossless PNG for a TIFF, turned as its EXIF says", async () => {
    const flat = await full(await image().tiff({ compression: "lzw" }).toBuffer(), "plate.tif");
    const turned = await full(
      await image().withMetadata({ orientation: 6 }).tiff({ compression: "lzw" }).toBuffer(),
      "turned.tif",
    );

    expect(flat.answer.headers.get("content-type")).toBe("image/png");
    expect(flat.answer.headers.get("content-disposition")).toMatch('filename="plate-full.png"');
    expect(Buffer.from(pixels).equals(flat.data)).toBe(true);
    expect(turned.info).toMatchObject({ width: height, height: width });
    expect((await image().rotate(90).raw().toBuffer()).equals(turned.data)).toBe(true);
    expect([turned.taken.width, turned.taken.height]).toEqual([height, width]);
  });

  it("are eight bits of a 16-bit PNG, of the same value", async () => {
    const deep = Uint16Array.from(pixels, (value) => value * 257);
    const source = sharp(deep, { raw: { width, height, channels: 3 } })
      .toColourspace("rgb16")
      .png();

    const { facts, data } = await full(await source.toBuffer(), "deep.png");

    expect(facts).toMatchObject({ format: "png", depth: "uchar", space: "srgb", width, height });
    expect(Math.max(...data.map((value, i) => Math.abs(value - (pixels[i] ?? 0))))).toBeLessThanOrEqual(1);
  });

  it("are the colours of a CMYK JPEG and not its inks", async () => {
    const red = sharp({ create: { width, height, channels: 3, background: "#c03020" } });
    const cmyk = await red.toColourspace("cmyk").jpeg({ quality: 100 }).toBuffer();
    expect((await sharp(cmyk).metadata()).space).toBe("cmyk");

    const { facts, data } = await full(cmyk, "print.jpg");

    expect(facts).toMatchObject({ format: "png", depth: "uchar", space: "srgb", channels: 3 });
    const [r = 0, g = 0, b = 0] = data;
    expect(r).toBeGreaterThan(150);
    expect(Math.max(g, b)).toBeLessThan(90);
  });

  it("stand upright in a JPEG that is turned by its EXIF: every browser turns it itself", async () => {
    const bytes = await image().jpeg().withMetadata({ orientation: 6 }).toBuffer();

    const { taken, body } = await full(bytes, "phone.jpg");

    expect(bytes.equals(body)).toBe(true);
    expect([taken.width, taken.height]).toEqual([height, width]);
  });

  it("are found out once, also by many askers", async () => {
    const taken = await take(await image().tiff().toBuffer(), "many.tif");
    const answers = await Promise.all(Array.from({ length: 5 }, () => get(`/api/media/${taken.id}/full`)));
    const sizes = await Promise.all(answers.map(async (answer) => (await bytesOf(answer)).length));

    expect(new Set(sizes).size).toBe(1);
    await rm(await storage.localPath(taken.storageKey));
    expect((await get(`/api/media/${taken.id}/full`)).status).toBe(200);
  });

  it("have a rung of 2048 between, made when it is asked for", async () => {
    const wide = sharp({ create: { width: 3000, height: 1000, channels: 3, background: "#336699" } });
    const taken = await take(await wide.tiff({ compression: "lzw" }).toBuffer(), "wide.tif");
    expect(existsSync(thumbnailPath(taken.sha256, 2048))).toBe(false);

    const facts = await sharp(await bytesOf(await get(`/api/media/${taken.id}/2048`))).metadata();

    expect(facts).toMatchObject({ format: "webp", width: 2048, height: 683 });
    expect(existsSync(thumbnailPath(taken.sha256, 2048))).toBe(true);
  });
});

describe("who may read a picture", () => {
  it("is nobody without a session, and another team finds nothing", async () => {
    const other = await newPerson();

    expect((await get(mine(), {}, { who: nobody })).status).toBe(401);
    const answer = await get(mine(), { "if-none-match": `"${row.sha256}"` }, { who: async () => other });
    expect(answer.status).toBe(404);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    await expect(openMedia(other, row.id, 256)).rejects.toThrow("The picture was not found");
  });

  it("is whoever holds a signed address, for that picture and size until it expires", async () => {
    const signed = signedMediaPath(row.id, 256, 60);
    const anonymous = (address: string) => get(address, {}, { who: nobody }).then(({ status }) => status);

    expect(await anonymous(signed)).toBe(200);
    expect(await anonymous(signed.replace("/256", "/original"))).toBe(403);
    expect(await anonymous(signed.replace(/expires=(\d)/, "expires=9$1"))).toBe(403);
    expect(await anonymous(`${signed.slice(0, -1)}${signed.endsWith("0") ? "1" : "0"}`)).toBe(403);
    const old = await get(signedMediaPath(row.id, 256, -1), {}, { who: nobody });
    expect([old.status, await old.text()]).toEqual([403, expect.stringContaining("has expired")]);
  });

  it.each([
    "/api/media/nonsense/256",
    "/api/media/med_x/999",
    "/api/media/..%2f..%2fetc/original",
    "/api/media/a/256/more",
    "/api/media",
  ])("answers 404 in words to %s", async (address) => {
    const answer = await get(address);

    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toMatch(new RegExp(folder));
  });

  it("tells no path when the file itself is gone", async () => {
    const silent = vi.spyOn(console, "error").mockImplementation(() => {});
    const lost = await sharp(original).resize(50).png().toBuffer();
    const temporaryPath = await storage.temporaryPath();
    await writeFile(temporaryPath, lost);
    const gone = await ingest(me, { temporaryPath, name: "gone.png" });
    await rm(await storage.localPath(gone.storageKey));

    const answer = await get(`/api/media/${gone.id}/original`);

    silent.mockRestore();
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toMatch(/ENOENT|\/tmp/);
  });
});
