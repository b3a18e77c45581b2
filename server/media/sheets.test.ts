import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { newId } from "@/contract/ids";
import { sheet, sheetPath } from "@/contract/media-sheet";
import { teams } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import type { StudioContext } from "../context";
import { localStorage } from "../storage/local";
import { stopDecoder } from "./decoder";
import { ingest } from "./ingest";
import { serveMedia } from "./serve-media";

const file = await createTestDatabase();
const folder = await mkdtemp(path.join(os.tmpdir(), "backlot-sheets-"));
const storage = localStorage(folder);
const newPerson = async (): Promise<StudioContext> => {
  const teamId = newId("team");
  await file.db.insert(teams).values({ id: teamId, name: "Team" });
  return { db: file.db, storage, teamId, actor: { kind: "user", id: newId("user"), name: "Ada", role: "artist" } };
};
const colours = ["#c03020", "#20a040", "#2040c0"];
let me: StudioContext;
let ids: string[];
beforeAll(async () => {
  vi.stubEnv("BACKLOT_DATA", folder);
  vi.stubEnv("BACKLOT_SECRET", "a secret of the test run, long enough");
  vi.stubEnv("DATABASE_URL", file.url);
  me = await newPerson();
  ids = [];
  for (const background of colours) {
    const temporaryPath = await storage.temporaryPath();
    // Twice as wide as high.
    await writeFile(
      temporaryPath,
      await sharp({ create: { width: 600, height: 300, channels: 3, background } })
        .png()
        .toBuffer(),
    );
    ids.push((await ingest(me, { temporaryPath, name: `${background.slice(1)}.png` })).id);
  }
});
afterAll(async () => {
  stopDecoder();
  await file.drop();
  await rm(folder, { recursive: true });
});

const get = (address: string, who: StudioContext | null = me, init: RequestInit = {}) => {
  const url = new URL(address, "http://localhost:46002");
  const parts = url.pathname.split("/").slice(3);
  return serveMedia(
    new Request(url, init),
    parts,
    async () => who,
    () => ({ db: file.db, storage }),
  );
};

it("puts pictures side by side in the order asked, each whole in its cell, for ever", async () => {
  const order = [...Array.from({ length: 8 }, () => ids[0] ?? ""), "", ids[2] ?? "", ids[1] ?? ""];
  const answer = await get(sheetPath(order));

  expect(answer.headers.get("content-type")).toBe("image/webp");
  expect(answer.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
  const { data, info } = await sharp(Buffer.from(await answer.arrayBuffer()))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([8 * sheet.cell, 2 * sheet.cell]);
  const at = (cell: number, y: number) => {
    const [cx, cy] = [(cell % 8) * sheet.cell, Math.floor(cell / 8) * sheet.cell];
    const from = ((cy + y) * info.width + cx + sheet.cell / 2) * info.channels;
    return [data[from] ?? 0, data[from + 1] ?? 0, data[from + 2] ?? 0];
  };
  const strongest = (pixel: number[]) =>
    Math.max(...pixel) < 60 ? "none" : ["red", "green", "blue"][pixel.indexOf(Math.max(...pixel))];
  expect([0, 7, 8, 9, 10].map((cell) => strongest(at(cell, 40)))).toEqual(["red", "red", "none", "blue", "green"]);
  expect(strongest(at(9, 120)), "below a wide picture").toBe("none");
});

it("is drawn once for the same pictures and answers 304 to who has it", async () => {
  const address = sheetPath([ids[1] ?? "", ids[0] ?? ""]);
  const before = (await readdir(path.join(folder, "thumbs", "sheets"))).length;
  const [first, second] = await Promise.all([get(address, me, { method: "HEAD" }), get(address)]);

  expect((await readdir(path.join(folder, "thumbs", "sheets"))).length).toBe(before + 1);
  expect(first.headers.get("etag")).toBe(second.headers.get("etag"));
  const known = await get(address, me, { headers: { "if-none-match": first.headers.get("etag") ?? "" } });
  expect(known.status).toBe(304);
});

it("shows nothing to strangers: one picture of another team is no sheet at all", async () => {
  const address = sheetPath(ids);
  expect((await get(address, null)).status).toBe(401);
  expect((await get(address, await newPerson())).status).toBe(404);
  expect((await get(sheetPath([...ids, newId("media")]))).status).toBe(404);
});

it.each(["/api/media/sheet", "/api/media/sheet/abc", `/api/media/sheet/${"x".repeat(20)}/more`])(
  "%s is no address",
  async (address) => {
    expect((await get(address)).status).toBe(404);
  },
);

it("a picture whose file was lost leaves only its own cell empty", async () => {
  const temporaryPath = await storage.temporaryPath();
  await writeFile(
    temporaryPath,
    await sharp({ create: { width: 40, height: 40, channels: 3, background: "#ffffff" } })
      .png()
      .toBuffer(),
  );
  const gone = await ingest(me, { temporaryPath, name: "gone.png" });
  await rm(await storage.localPath(gone.storageKey));
  await rm(path.join(folder, "thumbs", gone.sha256.slice(0, 2)), { recursive: true });

  const answer = await get(sheetPath([gone.id, ids[0] ?? ""]));

  expect(answer.status).toBe(200);
  const { data } = await sharp(Buffer.from(await answer.arrayBuffer()))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect(data[0]).toBeLessThan(60);
});
