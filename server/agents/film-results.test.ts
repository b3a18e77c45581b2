import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { JobResult } from "@/contract/agent-api";
import type { ClipFacts } from "@/contract/profile/clip";
import { jobOutputs, jobs, media, packageImages, packages } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeMedia, makeNode } from "@/db/testing/factories";
import { addClip } from "@/server/clips/add";
import { readClipAgain, removeClip, renameClip } from "@/server/clips/change";
import { getClip, listClips } from "@/server/clips/get";
import { grabFrames } from "@/server/clips/grab";
import { listGrabs } from "@/server/clips/list-grabs";
import type { StudioContext } from "@/server/context";
import { stopDecoder } from "@/server/media/decoder";
import { ingest } from "@/server/media/ingest";
import { mediaOf } from "@/server/media/media-of";
import { addPackageImages } from "@/server/profiles/add-images";
import { cancelJob } from "@/server/queue/cancel";
import { claim } from "@/server/queue/claim";
import { localStorage } from "@/server/storage/local";
import { asNode, asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { finishWork } from "./finish-work";
import { failWork } from "./give-up";

const samples = path.resolve(import.meta.dirname, "../../../shared/data");
const hasSamples = existsSync(path.join(samples, "hostile-images"));
if (!hasSamples) console.warn("shared/data/hostile-images is absent: its files are not tried as films");

const file = await createTestDatabase();
const { db } = file;
const folder = await mkdtemp(path.join(os.tmpdir(), "backlot-clips-"));
const storage = localStorage(folder);
beforeAll(() => {
  vi.stubEnv("BACKLOT_DATA", folder);
  vi.stubEnv("BACKLOT_SECRET", "a secret of the test run, long enough");
  vi.stubEnv("DATABASE_URL", file.url);
});
afterAll(async () => {
  stopDecoder();
  await file.drop();
  await rm(folder, { recursive: true });
});

let world: Awaited<ReturnType<typeof makeWorld>>;
let ctx: StudioContext;
let node: StudioContext;
beforeEach(async () => {
  world = await makeWorld(db);
  ctx = { ...asUser(db, world.team.id, world.owner), storage };
  const offers = ["read-clip", "grab-frames"].map((pass) => ({ pass, state: "ready" as const }));
  node = asNode(db, await makeNode(db, world.team.id, offers));
  await db.delete(jobs).where(eq(jobs.teamId, world.team.id));
});

const mp4 = Buffer.concat([Buffer.from("\0\0\0\x20ftypisom", "latin1"), Buffer.alloc(200, 7)]);
const put = async (bytes: Buffer, name: string, kind: "film" | "picture" = "film") => {
  const temporaryPath = await storage.temporaryPath();
  await writeFile(temporaryPath, bytes);
  return ingest(ctx, { temporaryPath, name, kind });
};
const newFilm = () => makeMedia(db, world.team.id, { mime: "video/mp4", name: "dance.mp4", width: 0, height: 0 });
const newClip = async () => {
  const film = await newFilm();
  const { id } = await addClip(ctx, {
    projectId: world.project.id,
    characterId: world.character,
    mediaId: film.id,
  });
  return { id, film };
};
const facts: ClipFacts = {
  ...{ width: 640, height: 360, fpsNum: 24_000, fpsDen: 1_001, variableRate: false, frames: 5, seconds: 0.209 },
  ...{ hasAudio: true, codec: "h264", sharpness: [10, 40, 30, 5, 20], measuredAt: 1_280 },
  sheet: { cellWidth: 640, cellHeight: 360, columns: 3, rows: 2 },
};
const result = (slot: string, mediaIds: string[], more: Record<string, unknown> = {}): JobResult => ({
  outputs: mediaIds.map((mediaId, at) => ({ slot, mediaId, label: `frame ${at}` })),
  ...{ facts: more, engine: "ffmpeg", algorithm: "", rough: false, warnings: [], seconds: 1 },
});
const lease = async () => {
  const { job } = await claim(node, node.actor.id);
  if (!job?.leaseId) throw new Error("expected a job to claim");
  return { job, jobId: job.id, leaseId: job.leaseId };
};
const pictures = (count: number) =>
  Promise.all(Array.from({ length: count }, async () => (await makeMedia(db, world.team.id)).id));
const readIt = async () => {
  const made = await newClip();
  const { jobId, leaseId } = await lease();
  const [sheet = ""] = await pictures(1);
  await finishWork(node, { jobId, leaseId, result: result("sheet", [sheet], facts) });
  return { ...made, sheet };
};

describe("a film as media", () => {
  it("is known by its first bytes and keeps its name, whatever that ends in", async () => {
    expect(await put(mp4, "take 4.txt")).toMatchObject({ mime: "video/mp4", name: "take 4.txt", width: 0 });
    const webm = Buffer.concat([Buffer.from("\x1aE\xdf\xa3....B\x82\x84webm", "latin1"), Buffer.alloc(50)]);
    expect((await put(webm, "b.mp4")).mime).toBe("video/webm");
    const mov = Buffer.concat([Buffer.from("\0\0\0\x14ftypqt  ", "latin1"), Buffer.alloc(50)]);
    expect((await put(mov, "c.mov")).mime).toBe("video/quicktime");
    const mkv = Buffer.concat([Buffer.from("\x1aE\xdf\xa3....B\x82\x88matroska", "latin1"), Buffer.alloc(50)]);
    expect((await put(mkv, "d.mkv")).mime).toBe("video/x-matroska");
  });

  it.each([
    ["\x89PNG\r\n\x1a\n", /holiday\.mp4 is a PNG picture, not a film\. Add it as a picture instead/],
    ["RIFF\0\0\0\0AVI LIST", /is an AVI film, which Backlot does not read\. Export it as MP4/],
    ["RIFF\0\0\0\0WAVEfmt ", /is a sound file: there is no picture in it/],
    ["ID3\x04\0\0\0\0\0\0\0\0", /is a sound file/],
    ["PK\x03\x04xxxxxxxx", /is a zip archive, not a film\. Choose the film itself/],
    ["just some words, nothing more", /is not a film Backlot can read\. It takes MP4, MOV, WebM and MKV/],
    ["", /is empty/],
  ])("refuses %j by the name of a film", async (head, words) => {
    await expect(put(Buffer.from(head, "latin1"), "holiday.mp4")).rejects.toThrow(words);
  });

  it("is no picture: neither uploaded as one, nor used as one, nor the same bytes again", async () => {
    await expect(put(mp4, "still.png", "picture")).rejects.toThrow(/is a film.*Take frames from it/);
    const film = await put(mp4, "take.mp4");
    await expect(put(mp4, "still.png", "picture")).rejects.toThrow(/still\.png is a film, not a picture/);
    await expect(mediaOf(ctx, film.id)).rejects.toThrow(/is a film, not a picture/);
    const images = [{ mediaId: film.id }];
    await expect(addPackageImages(ctx, { packageId: world.package, images })).rejects.toThrow(/is a film/);
  });

  it.skipIf(!hasSamples)("every hostile picture is refused in words where a film is asked for", async () => {
    for (const place of ["hostile-images", "exif-orientation"]) {
      const names = await readdir(path.join(samples, place), { recursive: true });
      for (const name of names.filter((name) => /\.\w+$/.test(name))) {
        const outcome = put(await readFile(path.join(samples, place, name)), path.basename(name));
        await expect(outcome, name).rejects.toThrow(/not a film|does not take|does not read|is empty/);
      }
    }
  });
});

describe("adding a clip", () => {
  it("puts its reading in line with the clip as its subject, once for the same film", async () => {
    const { id, film } = await newClip();
    const again = await addClip(ctx, {
      projectId: world.project.id,
      characterId: world.character,
      mediaId: film.id,
    });

    const [job] = await db.select().from(jobs).where(eq(jobs.subjectId, id));
    expect(again).toEqual({ id, known: true });
    expect(job).toMatchObject({ pass: "read-clip", state: "ready", band: 2, title: "Read clip · dance.mp4" });
    expect(job?.recipe.inputs).toEqual([{ slot: "clip", mediaId: film.id, sha256: film.sha256 }]);
    expect(await getClip(ctx, { clipId: id })).toMatchObject({ state: "waiting", jobId: job?.id, sharpness: [] });
  });

  it("twice at once is one clip", async () => {
    const film = await newFilm();
    const input = { projectId: world.project.id, mediaId: film.id };

    const both = await Promise.all([addClip(ctx, input), addClip(ctx, input)]);

    expect(new Set(both.map(({ id }) => id)).size).toBe(1);
    expect(await db.$count(jobs, eq(jobs.subjectId, both[0].id))).toBe(1);
  });

  it("refuses a picture", async () => {
    const input = { projectId: world.project.id, mediaId: world.media.id };
    await expect(addClip(ctx, input)).rejects.toThrow(/picture\.png is a picture, not a film/);
  });

  it("can be taken back and undone, and renamed", async () => {
    const { id } = await newClip();
    const ids = async () => (await listClips(ctx, { projectId: world.project.id })).map((clip) => clip.id);

    await removeClip(ctx, { clipId: id });
    expect(await ids()).not.toContain(id);
    await removeClip(ctx, { clipId: id, removed: false });
    expect(await renameClip(ctx, { clipId: id, name: "Take 4" })).toMatchObject({ before: "dance.mp4" });
    expect((await listClips(ctx, { projectId: world.project.id }))[0]).toMatchObject({ id, name: "Take 4" });
  });
});

describe("a reading", () => {
  it("lands with the clip in the transaction that ends its job", async () => {
    const { id, film, sheet } = await readIt();

    const clip = await getClip(ctx, { clipId: id });

    expect(clip).toMatchObject({ state: "ready", error: null, sheets: [sheet], sharpness: facts.sharpness });
    expect(clip.facts).toEqual({ ...facts, sharpness: undefined });
    const [row] = await db.select().from(media).where(eq(media.id, film.id));
    expect(row).toMatchObject({ width: 640, height: 360 });
    const [card] = await listClips(ctx, { projectId: world.project.id, characterId: world.character });
    expect(card).toMatchObject({ id, firstSheet: sheet });
    expect(card && "sharpness" in (card.facts ?? {})).toBe(false);
  });

  it("that does not hold keeps nothing", async () => {
    const { id } = await newClip();
    const { jobId, leaseId } = await lease();
    const [one = "", two = ""] = await pictures(2);
    const cases: [JobResult, RegExp][] = [
      [result("sheet", [one], { ...facts, frames: 6 }), /one sharpness a frame/],
      [result("sheet", [one, two], facts), /5 frames do not fit the 2 sheets/],
      [result("sheet", [one], {}), /does not hold/],
    ];

    for (const [broken, words] of cases)
      await expect(finishWork(node, { jobId, leaseId, result: broken })).rejects.toThrow(words);

    expect((await getClip(ctx, { clipId: id })).state).toBe("reading");
    expect(await db.$count(jobOutputs, eq(jobOutputs.jobId, jobId))).toBe(0);
  });

  it("of a broken film leaves it broken, in the node's words", async () => {
    const { id } = await newClip();
    const { jobId, leaseId } = await lease();
    const message = "It holds sound (aac) but no picture. Add the film itself.";

    await failWork(node, { jobId, leaseId, cause: "bad_input", retry: "never", message });

    expect(await getClip(ctx, { clipId: id })).toMatchObject({ state: "broken", error: message });
  });

  it("that a node failed or a person cancelled can be had again, but not while it is on its way", async () => {
    const { id } = await newClip();
    await expect(readClipAgain(ctx, { clipId: id })).rejects.toThrow(/being read already/);
    const [job] = await db.select().from(jobs).where(eq(jobs.subjectId, id));
    await cancelJob(ctx, { jobId: job?.id ?? "" });
    expect(await getClip(ctx, { clipId: id })).toMatchObject({ state: "stopped", error: "Its reading was cancelled." });

    const { jobId } = await readClipAgain(ctx, { clipId: id });

    expect(jobId).not.toBe(job?.id);
    expect((await getClip(ctx, { clipId: id })).state).toBe("waiting");
  });
});

describe("grabbing", () => {
  const grab = (clipId: string, frames: { frame: number; slot?: "front" | "back" }[]) =>
    grabFrames(ctx, { clipId, packageId: world.package, frames, source: "Shot by Ola", consent: true });

  it("puts frames into slots and candidates, with clip and frame, in the name of who asked", async () => {
    const { id } = await readIt();
    const { jobId } = await grab(id, [{ frame: 4, slot: "front" }, { frame: 1, slot: "back" }, { frame: 2 }]);
    const held = await lease();
    expect(held.job).toMatchObject({ id: jobId, pass: "grab-frames", subjectId: world.package });
    expect(held.job.recipe.params).toMatchObject({ frames: [1, 2, 4] });
    const grabbed = await pictures(3);

    await finishWork(node, { jobId, leaseId: held.leaseId, result: result("frame", grabbed) });

    const rows = await db.select().from(packageImages).where(eq(packageImages.clipId, id));
    const seen = rows.map(({ mediaId, slot, clipFrame }) => [grabbed.indexOf(mediaId), slot, clipFrame]);
    expect(seen.sort()).toEqual([
      [0, "back", 1],
      [1, null, 2],
      [2, "front", 4],
    ]);
    const common = { origin: "clip", source: "Shot by Ola", consent: true, createdBy: world.owner.id };
    for (const row of rows) expect(row).toMatchObject(common);
    expect((await getClip(ctx, { clipId: id })).taken.map(({ frame, slot }) => [frame, slot])).toEqual([
      [1, "back"],
      [2, null],
      [4, "front"],
    ]);
    expect(await listGrabs(ctx, { clipId: id, packageId: world.package })).toMatchObject([
      { id: jobId, state: "succeeded", frames: [1, 2, 4], placed: 3 },
    ]);
  });

  it("keeps the frames with the job when the package was locked meanwhile", async () => {
    const { id } = await readIt();
    const { jobId } = await grab(id, [{ frame: 0, slot: "front" }]);
    const { leaseId } = await lease();
    await db.update(packages).set({ status: "locked" }).where(eq(packages.id, world.package));

    const reply = await finishWork(node, { jobId, leaseId, result: result("frame", await pictures(1)) });

    expect(reply).toEqual({ outcome: "accepted" });
    expect(await db.$count(packageImages, eq(packageImages.clipId, id))).toBe(0);
    expect(await db.$count(jobOutputs, eq(jobOutputs.jobId, jobId))).toBe(1);
    expect(await listGrabs(ctx, { clipId: id, packageId: world.package })).toMatchObject([{ placed: 0 }]);
  });

  it("refuses what cannot work before anything is queued", async () => {
    const { id } = await readIt();
    const unread = (await newClip()).id;
    const before = await db.$count(jobs, eq(jobs.teamId, world.team.id));

    await expect(grab(unread, [{ frame: 0 }])).rejects.toThrow(/was not read yet/);
    await expect(grab(id, [{ frame: 5 }])).rejects.toThrow(/has frames 0 to 4; frame 5 is not among them/);
    await expect(grab(id, [])).rejects.toThrow(/at least one frame/);
    const crop = { x: 700, y: 0, width: 10, height: 10 };
    const beside = grabFrames(ctx, { clipId: id, packageId: world.package, frames: [{ frame: 1 }], crop });
    await expect(beside).rejects.toThrow(/outside the frame of 640 × 360/);
    await db.update(packages).set({ status: "locked" }).where(eq(packages.id, world.package));
    await expect(grab(id, [{ frame: 1 }])).rejects.toThrow(/locked/);

    expect(await db.$count(jobs, eq(jobs.teamId, world.team.id))).toBe(before);
  });
});
