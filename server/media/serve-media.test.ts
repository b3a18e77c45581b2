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
