import { createHash, randomBytes } from "node:crypto";
import { access, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, describe, expect, it } from "vitest";
import { localCopies } from "./local-copies";
import { type S3Place, s3Storage } from "./s3";
import { startS3 } from "./testing/s3-server";

const server = await startS3();
const root = await mkdtemp(path.join(os.tmpdir(), "backlot s3 studio "));
afterAll(async () => {
  await server.stop();
  await rm(root, { recursive: true });
});

const place: S3Place = {
  ...server.place,
  region: "us-east-1",
  prefix: `run-${randomBytes(4).toString("hex")}/`,
  cacheBytes: 2 ** 30,
};
const storage = s3Storage(place, root);
const elsewhere = (change: Partial<S3Place>) => s3Storage({ ...place, ...change }, root);

const picture = randomBytes(300_000);
const sha256 = createHash("sha256").update(picture).digest("hex");
const temporary = async (bytes: Buffer = picture) => {
  const file = await storage.temporaryPath();
  await writeFile(file, bytes);
  return file;
};
const there = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );
const all = async (stream: Readable) => Buffer.concat(await stream.toArray());

describe("a bucket", () => {
  it("keeps a file under its hash, takes it twice, and leaves no half-done one here", async () => {
    const files = [await temporary(), await temporary()];
    const keys = [await storage.adopt(files[0] ?? "", sha256), await storage.adopt(files[1] ?? "", sha256)];

    expect(keys).toEqual([sha256, sha256]);
    expect((await all(await storage.read(sha256))).equals(picture)).toBe(true);
    expect(await Promise.all(files.map(there))).toEqual([false, false]);
  });

  it("reads a part, both ends included", async () => {
    const part = await all(await storage.read(sha256, { start: 1000, end: 1999 }));
    expect(part.equals(picture.subarray(1000, 2000))).toBe(true);
  });

  it("puts a copy on this machine, once for all who ask at a time", async () => {
    const [one, two] = await Promise.all([storage.localPath(sha256), storage.localPath(sha256)]);
    expect(two).toBe(one);
    expect((await readFile(one)).equals(picture)).toBe(true);
    expect(await readdir(path.join(root, "cloud-cache"))).toEqual([sha256]);
    expect(await readdir(path.join(root, "tmp"))).toEqual([]);
  });

  it("puts again what stands under the hash with another length", async () => {
    const whole = randomBytes(5000);
    const hash = createHash("sha256").update(whole).digest("hex");
    await storage.adopt(await temporary(whole.subarray(0, 2000)), hash);
    await storage.adopt(await temporary(whole), hash);
    expect((await all(await storage.read(hash))).equals(whole)).toBe(true);
  });
});

describe("a bucket that cannot be used", () => {
  it("refuses a key that is no hash, and a missing one before anything was sent", async () => {
    await expect(storage.read("../../etc/passwd")).rejects.toThrow("SHA-256");
    await expect(storage.read("cd".repeat(32))).rejects.toThrow("the object is not there");
    await expect(storage.localPath("cd".repeat(32))).rejects.toThrow("the object is not there");
  });

  it("says that the bucket is not there, and keeps the file that was to go in", async () => {
    const file = await temporary(randomBytes(100));
    await expect(elsewhere({ bucket: "another-bucket" }).adopt(file, "ab".repeat(32))).rejects.toThrow(
      /another-bucket .*(no such bucket|may not do this)/,
    );
    expect(await there(file)).toBe(true);
  });

  it("says that the secret is wrong", async () => {
    const accessKeyId = server.place.credentials?.accessKeyId ?? "nobody";
    const wrong = elsewhere({ credentials: { accessKeyId, secretAccessKey: "not the secret" } });
    await expect(wrong.read(sha256)).rejects.toThrow(/secret key is wrong|access key/);
  });

  it("says that nothing answers there", async () => {
    const free = createServer().listen(0, "127.0.0.1");
    await new Promise((done) => free.once("listening", done));
    const { port } = free.address() as { port: number };
    await new Promise((done) => free.close(done));
    const nowhere = elsewhere({ endpoint: `http://127.0.0.1:${port}` });
    await expect(nowhere.read(sha256)).rejects.toThrow("nothing answers at that address; look at BACKLOT_S3_ENDPOINT");
  });
});

describe("copies on this machine", () => {
  const copiesOf = async (maxBytes: number) => {
    const folder = await mkdtemp(path.join(root, "copies "));
    const fetched: string[] = [];
    const copies = localCopies(
      folder,
      async (key) => {
        fetched.push(key);
        return Readable.from([Buffer.alloc(100)]);
      },
      { maxBytes },
    );
    const names = async () => (await readdir(path.join(folder, "cloud-cache"))).sort();
    const unusedFor = async (key: string, minutes: number) => {
      const at = new Date(Date.now() - minutes * 60_000);
      await utimes(path.join(folder, "cloud-cache", key), at, at);
    };
    return { copies, fetched, names, unusedFor };
  };

  it("lose those longest unused when they are too many, and no one that was just handed out", async () => {
    const { copies, fetched, names, unusedFor } = await copiesOf(250);
    for (const key of ["a", "b", "c"]) await copies.path(key);
    expect(await names()).toEqual(["a", "b", "c"]);
    await unusedFor("a", 20);
    await unusedFor("b", 30);
    await copies.path("b");
    await copies.path("d");
    expect(await names()).toEqual(["b", "c", "d"]);
    expect(fetched).toEqual(["a", "b", "c", "d"]);
  });

  it("never take one cut off half-way for whole", async () => {
    const folder = await mkdtemp(path.join(root, "cut "));
    let tries = 0;
    const copies = localCopies(
      folder,
      async () => {
        tries++;
        if (tries > 1) return Readable.from([Buffer.from("whole")]);
        return Readable.from(
          (async function* () {
            yield Buffer.from("wh");
            throw new Error("the line was cut");
          })(),
        );
      },
      { maxBytes: 1000 },
    );
    await expect(copies.path("a")).rejects.toThrow("cut");
    expect(await readFile(await copies.path("a"), "utf8")).toBe("whole");
    expect(await readdir(path.join(folder, "tmp"))).toEqual([]);
  });
});
