import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { eq, sql } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { newId } from "@/contract/ids";
import { writeGlb } from "@/contract/mesh/glb";
import type { Role } from "@/contract/roles";
import { media, teams, uploads } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import type { StudioContext } from "../context";
import { pool } from "../db";
import { stopDecoder } from "../media/decoder";
import { mediaOf } from "../media/media-of";
import { openMedia } from "../media/open-media";
import { getStorage } from "../storage";
import { askProgress, receivePut } from "./ingest-requests";
import { type LocalUploads, localUploads } from "./local-uploads";
import { receivePicture } from "./receive-picture";
import { receiveRaw } from "./receive-raw";
import { sweepUploads } from "./sweep-uploads";
import { hmacHex, ingestOrigin, partPath } from "./upload-key";
import { makeUploadRouter } from "./upload-router";

const file = await createTestDatabase();
const folder = await mkdtemp(path.join(os.tmpdir(), "backlot-uploads-"));
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

const newPerson = async (role: Role = "artist", teamId = newId("team")): Promise<StudioContext> => {
  await file.db.insert(teams).values({ id: teamId, name: "Team" }).onConflictDoNothing();
  return { db: file.db, storage: getStorage(), teamId, actor: { kind: "user", id: newId("user"), name: "Ada", role } };
};

let me: StudioContext | null;
let half: LocalUploads;
let picture: Buffer;
let faults = 0;
const who = async () => me;

beforeAll(async () => {
  vi.stubEnv("BACKLOT_DATA", folder);
  vi.stubEnv("BACKLOT_SECRET", "a secret of the test run, long enough");
  vi.stubEnv("DATABASE_URL", file.url);
  // The real way in, behind a switch that breaks it as a full disk or a stopped database would.
  const router = makeUploadRouter(who, async (arrived) => {
    if (faults-- > 0) throw new Error("the disk is gone: /srv/secret/path");
    return receivePicture(arrived);
  });
  half = localUploads(router, () => file.db);
  const noise = Uint8Array.from({ length: 200 * 150 * 3 }, (_, i) => Math.imul(i ^ (i >> 3), 2_654_435_761) >>> 24);
  picture = await sharp(noise, { raw: { width: 200, height: 150, channels: 3 } })
    .png()
    .toBuffer();
});
beforeEach(async () => {
  faults = 0;
  me = await newPerson();
});
afterAll(async () => {
  stopDecoder();
  await pool().close();
  await file.drop();
  await rm(folder, { recursive: true });
});

type File = { name?: string; size?: number; lastModified?: number; purpose?: string };
const ask = (given: File[], input: unknown = { purpose: "character" }, headers: HeadersInit = {}) =>
  half.begin(
    new Request("http://localhost:46001/api/uploadthing?actionType=upload&slug=picture", {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({
        input,
        files: given.map(({ name = "tide.png", size = picture.length, lastModified = 1 }) => ({
          name,
          size,
          lastModified,
          type: "image/png",
        })),
      }),
    }),
  );
const begin = async (given: File = {}): Promise<string> => {
  const answer = await ask([given], { purpose: given.purpose ?? "character" });
  if (!answer.ok) throw new Error(await answer.text());
  const [first] = (await answer.json()) as { url: string; key: string }[];
  return `http://localhost:46001${first?.url}`;
};
const progress = async (url: string) =>
  (await askProgress(new Request(url, { method: "HEAD" }), who)).headers.get("x-ut-range-start");

type Sent = { start?: number; multipart?: boolean; body?: BodyInit; type?: string };
const put = (url: string, bytes: Uint8Array, { start = 0, multipart = true, body }: Sent = {}) => {
  const form = new FormData();
  form.append("file", new Blob([bytes as Uint8Array<ArrayBuffer>]), "blob");
  const init = {
    method: "PUT",
    headers: { range: `bytes=${start}-` },
    body: body ?? (multipart ? form : (bytes as Uint8Array<ArrayBuffer>)),
    duplex: "half",
  };
  return receivePut(new Request(url, init), who, half);
};
type Answer = {
  error: string;
  final: boolean;
  fileHash: string;
  serverData: { mediaId: string; width: number; name: string };
};
const json = async (answer: Response) => (await answer.json()) as Answer;

/** A raw body that sends `bytes` and then stays open (`hang`) or breaks off. */
const broken = (bytes: Uint8Array, hang = false) => {
  let cancelled = () => {};
  const ended = new Promise<void>((resolve) => (cancelled = resolve));
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(bytes);
    },
    pull: (controller) => {
      if (!hang) controller.error(new Error("connection reset"));
    },
    cancel: () => cancelled(),
  });
  return { body, ended };
};

describe("sending a picture", () => {
  it.each([true, false])("keeps it byte for byte (multipart: %s)", async (multipart) => {
    const url = await begin({ name: `whole ${multipart} ü&=.png` });

    const answer = await json(await put(url, picture, { multipart }));

    expect(answer.fileHash).toBe(sha256(picture));
    expect(answer.serverData).toMatchObject({ width: 200, height: 150 });
    const [row] = await file.db.select().from(media).where(eq(media.id, answer.serverData.mediaId));
    expect(row?.teamId).toBe(me?.teamId);
    expect(picture.equals(await readFile(await getStorage().localPath(row?.storageKey ?? "")))).toBe(true);
    expect(await readdir(path.join(folder, "uploads"))).toEqual([]);
  });

  it.each([1, 7, 63, 64, 65, 1000])("finds the end of the envelope in pieces of %i bytes", async (piece) => {
    const form = new FormData();
    const tricky = Buffer.concat([picture, Buffer.from("\r\n--\r\n----\r\n")]);
    form.append("file", new Blob([tricky]), "blob");
    const message = new Response(form);
    const bytes = new Uint8Array(await message.arrayBuffer());
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (let at = 0; at < bytes.length; at += piece) controller.enqueue(bytes.subarray(at, at + piece));
        controller.close();
      },
    });
    const url = await begin({ name: `pieces ${piece}.png`, size: tricky.length });
    const headers = { range: "bytes=0-", "content-type": message.headers.get("content-type") ?? "" };

    const answer = await receivePut(
      new Request(url, { method: "PUT", headers, body, duplex: "half" } as RequestInit),
      who,
      half,
    );

    expect((await json(answer)).fileHash).toBe(sha256(tricky));
  });

  it("goes on where a cut connection stopped, also with a freshly asked address", async () => {
    const url = await begin();
    const cut = await put(url, picture, { body: broken(picture.subarray(0, 5000)).body });

    const again = await begin();
    const start = Number(await progress(again));
    const answer = await put(again, picture.subarray(start), { start });

    expect(cut.status).toBe(408);
    expect(cut.headers.get("x-ut-range-start")).toBe("5000");
    expect(start).toBe(5000);
    expect((await json(answer)).fileHash).toBe(sha256(picture));
  });

  it("lets the newest of several writers win and keeps the file whole", async () => {
    const url = await begin();
    const old = broken(picture.subarray(0, 100), true);
    const slow = put(url, picture, { body: old.body });
    await vi.waitFor(async () => expect(existsSync(partPath(new URL(url).pathname.split("/").pop() ?? ""))).toBe(true));

    const rivals = await Promise.all([put(url, picture), put(url, picture, { multipart: false })]);

    await old.ended;
    expect((await slow).status).toBe(409);
    expect(rivals.map(({ status }) => status).sort()).toEqual([200, 409]);
    const winner = rivals.find(({ status }) => status === 200);
    expect(winner && (await json(winner)).fileHash).toBe(sha256(picture));
  });

  it("gives the same picture when the same file is sent twice, without asking the old key", async () => {
    const first = await json(await put(await begin(), picture));
    const url = await begin();
    expect(await progress(url)).toBe("0");

    const second = await json(await put(url, picture));

    expect(second.serverData.mediaId).toBe(first.serverData.mediaId);
  });

  it("keys differ by person, purpose and date, and agree for the same choice", async () => {
    const key = async (given: File = {}) => new URL(await begin(given)).pathname;
    const mine = [await key(), await key({ purpose: "environment" }), await key({ lastModified: 2 })];
    const same = await key();
    me = await newPerson("artist", me?.teamId);
    const theirs = await key();

    expect(same).toBe(mine[0]);
    expect(new Set([...mine, theirs]).size).toBe(4);
  });
});

describe("refusals of an upload", () => {
  it("says where to go on when bytes are missing in between", async () => {
    const url = await begin();

    const answer = await put(url, picture.subarray(100), { start: 100 });

    expect(answer.status).toBe(416);
    expect(answer.headers.get("x-ut-range-start")).toBe("0");
  });

  it("refuses more bytes than announced", async () => {
    const answer = await put(await begin({ size: 1000 }), picture);

    expect(answer.status).toBe(413);
    expect((await json(answer)).error).toMatch(/longer than the 1000 bytes/);
  });

  it("refuses a changed, a cut and an expired address", async () => {
    const url = await begin();
    const bigger = url.replace(`file-size=${picture.length}`, `file-size=${picture.length + 1}`);
    const past = new URL(url);
    const canonical = `${past.search.slice(0, past.search.indexOf("&signature=")).replace(/expires=\d+/, "expires=1")}`;
    const key = past.pathname.split("/").pop();
    const expired = `${past.origin}${past.pathname}${canonical}&signature=hmac-sha256=${hmacHex(`${ingestOrigin}/${key}${canonical}`)}`;

    for (const address of [bigger, url.replace(/&signature=.*/, ""), `${url.slice(0, -2)}00`, expired]) {
      expect(address).not.toBe(url);
      expect((await put(address, picture)).status).toBe(403);
    }
    expect((await put(url, picture)).status).toBe(200);
  });

  it("does not know another person's key, nor another team's", async () => {
    const url = await begin();
    const teamId = me?.teamId;
    for (const other of [await newPerson(), await newPerson("owner", teamId)]) {
      me = other;
      expect((await put(url, picture)).status).toBe(404);
      expect(await progress(url)).toBeNull();
    }
  });

  it("asks the signed-out to sign in, before and in the middle", async () => {
    const url = await begin();
    me = null;

    const late = await put(url, picture);
    const early = await ask([{}]);

    expect([late.status, early.status]).toEqual([401, 403]);
    expect((await json(late)).error).toMatch(/Sign in again/);
    expect(((await early.json()) as { message: string }).message).toMatch(/Sign in again/);
  });

  it("refuses a client by role, too large and empty files by size, too many by number", async () => {
    const message = async (answer: Promise<Response>) => ((await (await answer).json()) as { message: string }).message;

    expect(await message(ask([{ name: "sky.tif", size: 600 * 2 ** 20 }]))).toMatch(
      "sky.tif is 600 MB; Backlot takes pictures up to 512 MB",
    );
    expect(await message(ask([{ size: 0 }]))).toMatch("tide.png is empty");
    expect(await message(ask(Array.from({ length: 51 }, (_, i) => ({ name: `${i}.png` }))))).toBe(
      "Upload at most 50 pictures at a time.",
    );
    expect(await message(ask([{}], { purpose: 7 }))).toMatch("does not say what it is for");
    me = await newPerson("client");
    expect(await message(ask([{}]))).toMatch("You may not add versions");
  });

  it("has no hook for the outside", async () => {
    for (const hook of ["callback", "error"])
      expect(
        (await ask([{}], undefined, { "uploadthing-hook": hook, "x-uploadthing-signature": "hmac-sha256=00" })).status,
      ).toBe(404);
  });

  it("says in words why a file is no picture, and forgets it", async () => {
    const svg = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>");
    const url = await begin({ name: "../../etc/map.png", size: svg.length });

    const answer = await put(url, svg);

    expect(answer.status).toBe(422);
    expect(await json(answer)).toEqual({
      error: "map.png is an SVG drawing, which Backlot does not take. Export it as PNG and upload that.",
      final: true,
    });
    expect(await readdir(path.join(folder, "uploads"))).toEqual([]);
    expect((await put(url, svg)).status).toBe(404);
  });

  it("shows a failing completion, keeps the bytes, and a retry only announces them", async () => {
    const silent = vi.spyOn(console, "error").mockImplementation(() => {});
    const url = await begin();
    faults = 1;

    const failed = await put(url, picture);
    const retried = await put(url, new Uint8Array(), { start: Number(await progress(url)) });

    silent.mockRestore();
    expect(failed.status).toBe(500);
    expect((await json(failed)).error).toBe(
      "The file arrived, but the studio could not take it in. Retry: nothing needs to be sent again.",
    );
    expect((await json(retried)).fileHash).toBe(sha256(picture));
  });

  it.each([
    ["../../../etc/passwd.png", "passwd.png"],
    ["C:\\Users\\me\\shot.png", "shot.png"],
    ["\u202egnp.exe", "gnp.exe"],
    ["ليلة\u200f.png", "ليلة.png"],
    [`${"é".repeat(300)}.png`, `${"é".repeat(115)}….png`],
    ["\u0000\u0007..", "picture"],
  ])("makes the name %j safe", async (given, kept) => {
    const own = await sharp(picture)
      .resize(100 + kept.length, 20)
      .png()
      .toBuffer();

    const answer = await json(await put(await begin({ name: given, size: own.length }), own));

    expect(answer.serverData.name).toBe(kept);
  });
});

describe("a render node's result", () => {
  const stream = (bytes: Uint8Array) => new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const node = async (): Promise<StudioContext> => ({
    ...(await newPerson()),
    actor: { kind: "node", id: newId("node"), name: "Attic" },
  });

  it("is taken in once, however often it is sent", async () => {
    const ctx = await node();
    const raw = { size: picture.length, sha256: sha256(picture), name: "result.png" };

    const rows = [
      await receiveRaw(ctx, { ...raw, stream: stream(picture) }),
      await receiveRaw(ctx, { ...raw, stream: stream(picture) }),
    ];

    expect(rows[0]).toMatchObject({ width: 200, sha256: raw.sha256, createdBy: ctx.actor.id });
    expect(rows[1]?.id).toBe(rows[0]?.id);
  });

  it("may be a mesh or a film, known by its first bytes; a mesh has no pictures of it", async () => {
    const ctx = await node();
    const send = (bytes: Uint8Array, name: string) =>
      receiveRaw(ctx, { size: bytes.length, sha256: sha256(bytes), name, stream: stream(bytes) });
    const glb = writeGlb({ json: { asset: { version: "2.0" } }, bin: undefined });
    const film = Buffer.concat([
      Buffer.from([0, 0, 0, 20]),
      Buffer.from("ftypisom\0\0\x02\0isommp41"),
      Buffer.alloc(64),
    ]);

    const [mesh, clip] = [await send(glb, "anything.png"), await send(film, "clip.mp4")];

    expect(mesh).toMatchObject({ mime: "model/gltf-binary", bytes: glb.length, width: 0 });
    expect(clip).toMatchObject({ mime: "video/mp4" });
    await expect(openMedia(ctx, mesh.id, 256)).rejects.toThrow(/picture of the mesh/);
    const { read } = await openMedia(ctx, mesh.id, "original");
    expect(Buffer.concat(await (await read()).toArray())).toEqual(Buffer.from(glb));
    await expect(mediaOf(ctx, mesh.id)).rejects.toThrow(/is a mesh, not a picture/);
    // Cut off, it is no mesh, and no picture either.
    await expect(send(glb.subarray(0, 24), "mesh.glb")).rejects.toThrow(/not a picture Backlot can read/);
  });

  it("is refused when it is not what was announced", async () => {
    const ctx = await node();
    const raw = { size: picture.length, sha256: sha256(picture), name: "result.png" };
    const send = (more: object, bytes: Uint8Array = picture) =>
      receiveRaw(ctx, { ...raw, stream: stream(bytes), ...more });

    await expect(send({}, picture.subarray(1))).rejects.toThrow(/ended after \d+ of/);
    await expect(send({ size: 10 })).rejects.toThrow("longer than the 10 bytes");
    await expect(send({ sha256: "0".repeat(64) })).rejects.toThrow(/arrived with SHA-256/);
    await expect(send({ sha256: "../x" })).rejects.toThrow("64 lower-case hexadecimal");
    await expect(send({ expected: { width: 1, height: 1 } })).rejects.toThrow("200 × 150 pixels where 1 × 1");
    expect(await readdir(path.join(folder, "tmp"))).toEqual([]);
  });
});

describe("sweeping", () => {
  it("removes what nobody finished for a week and leaves the rest", async () => {
    const old = await begin({ name: "old.png" });
    await put(old, picture, { body: broken(picture.subarray(0, 10)).body });
    const fresh = await begin({ name: "fresh.png" });
    await put(fresh, picture, { body: broken(picture.subarray(0, 10)).body });
    const key = new URL(old).pathname.split("/").pop() ?? "";
    const eightDaysAgo = Date.now() / 1000 - 8 * 86_400;
    await utimes(partPath(key), eightDaysAgo, eightDaysAgo);
    await file.db.update(uploads).set({ updatedAt: sql`now() - interval '8 days'` }).where(eq(uploads.key, key));
    await writeFile(path.join(folder, "tmp", "new"), "x");

    expect(await sweepUploads(file.db)).toEqual({ files: 1, rows: 1 });

    expect(existsSync(partPath(key))).toBe(false);
    expect(await progress(fresh)).toBe("10");
    expect(existsSync(path.join(folder, "tmp", "new"))).toBe(true);
  });
});
