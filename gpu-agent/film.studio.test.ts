import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFile, mkdir, mkdtemp, symlink } from "node:fs/promises";
import path from "node:path";
import { and, eq, sql } from "drizzle-orm";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { jobs, nodeOffers, nodes, packageImages } from "@/db/schema";
import { studioHere } from "@/server/api/testing/studio-here";
import { addClip } from "@/server/clips/add";
import { getClip } from "@/server/clips/get";
import { grabFrames } from "@/server/clips/grab";
import type { StudioContext } from "@/server/context";
import { ingest } from "@/server/media/ingest";
import { mediaOf } from "@/server/media/media-of";
import { createPairingCode } from "@/server/nodes/create-pairing-code";
import { cancelJob } from "@/server/queue/cancel";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { ffmpeg, hasFfmpeg, makeFilm } from "./testing/films";

const skip = !hasFfmpeg();
if (skip) console.warn("Skipped: clips on a real node need ffmpeg and ffprobe, which are not on this machine.");

const studio = await studioHere("film");
const { db, folder, storage } = studio;
const root = path.resolve(import.meta.dirname, "..");

const agents = new Set<ChildProcess>();
afterEach(async () => {
  for (const agent of agents) {
    agent.kill("SIGKILL");
    if (agent.exitCode === null) await new Promise((done) => agent.once("exit", done));
  }
  agents.clear();
  await db.update(nodes).set({ revokedAt: sql`now()` });
});

/** Polls until it holds; fails with what `about` says after 25 s. */
async function until<T>(look: () => Promise<T | undefined | false>, about: () => string): Promise<T> {
  for (const end = Date.now() + 25_000; Date.now() < end; ) {
    const seen = await look();
    if (seen) return seen;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error(`still not so after 25 s. ${about()}`);
}

let ctx: StudioContext;
let world: Awaited<ReturnType<typeof makeWorld>>;
beforeEach(async () => {
  world = await makeWorld(db);
  await db.delete(jobs);
  ctx = { ...asUser(db, world.team.id, world.owner), storage };
});

/** The real agent with its real engines, paired; it finds programs in `search` only, if that is given. */
const start = async (search?: string) => {
  const { code } = await createPairingCode(ctx);
  const home = await mkdtemp(path.join(folder, "home-"));
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "gpu-agent/main.ts", "--url", studio.url(), "--home", home, "--pair", code],
    { cwd: root, ...(search !== undefined && { env: { PATH: search, HOME: home, NODE_ENV: "test" as const } }) },
  );
  agents.add(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (text += chunk));
  const said = () => text;
  await until(async () => text.includes("passes ready"), said);
  return said;
};
const clipOf = async (name: string, make: (target: string) => Promise<unknown>) => {
  const made = path.join(folder, name);
  await make(made);
  const temporaryPath = await storage.temporaryPath();
  await copyFile(made, temporaryPath);
  const film = await ingest(ctx, { temporaryPath, name, kind: "film" });
  const { id } = await addClip(ctx, {
    projectId: world.project.id,
    characterId: world.character,
    mediaId: film.id,
  });
  return { id, made };
};
const comesTo = (clipId: string, state: string, said: () => string) =>
  until(async () => {
    const clip = await getClip(ctx, { clipId });
    return clip.state === state && clip;
  }, said);
const pixelHash = async (picture: string) =>
  createHash("sha256")
    .update(await sharp(picture).raw().toBuffer())
    .digest("hex");

describe.skipIf(skip)("clips on a real node", () => {
  it("are read, and three frames come into their slots as ffmpeg's own (B57)", async () => {
    const said = await start();
    const { id, made } = await clipOf("dance.mp4", (target) => makeFilm(target, { frames: 72, fps: "24000/1001" }));

    const clip = await comesTo(id, "ready", said);
    expect(clip.facts).toMatchObject({ frames: 72, fpsNum: 24_000, fpsDen: 1_001, width: 320, height: 180 });
    expect(clip.sharpness).toHaveLength(72);
    for (const sheet of clip.sheets) expect((await mediaOf(ctx, sheet)).mime).toBe("image/jpeg");

    const slots = { 0: "front", 31: "profile-left", 71: "back" } as const;
    const frames = Object.entries(slots).map(([frame, slot]) => ({ frame: Number(frame), slot }));
    await grabFrames(ctx, { clipId: id, packageId: world.package, frames });

    const rows = await until(async () => {
      const rows = await db.select().from(packageImages).where(eq(packageImages.clipId, id));
      return rows.length === 3 && rows;
    }, said);
    for (const [frame, slot] of Object.entries(slots)) {
      const row = rows.find((each) => each.slot === slot);
      expect(row).toMatchObject({ clipFrame: Number(frame), origin: "clip" });
      const { storageKey } = await mediaOf(ctx, row?.mediaId ?? "");
      const own = path.join(folder, `own-${frame}.png`);
      await ffmpeg("-i", made, "-vf", `select=eq(n\\,${frame})`, "-frames:v", "1", own);
      expect(await pixelHash(await storage.localPath(storageKey)), slot).toBe(await pixelHash(own));
    }
  });

  it("without film in them end broken, in words", async () => {
    const said = await start();
    const broken: [string, (target: string) => Promise<unknown>, RegExp][] = [
      ["song.mp4", (to) => ffmpeg("-f", "lavfi", "-i", "sine", "-t", "1", to), /holds sound \(aac\) but no picture/],
      [
        "zero.mp4",
        (to) => ffmpeg("-f", "lavfi", "-i", "testsrc2=size=64x64", "-t", "0", "-c:v", "libx264", to),
        /0 seconds long|neither picture nor sound/,
      ],
    ];
    for (const [name, make, words] of broken) {
      const { id } = await clipOf(name, make);
      expect((await comesTo(id, "broken", said)).error).toMatch(words);
    }
  });

  it("are let go in the middle when a person cancels", async () => {
    const said = await start();
    const { id } = await clipOf("long.mp4", (to) => makeFilm(to, { frames: 400, size: "1280x720" }));
    const { jobId } = await until(async () => {
      const [job] = await db.select().from(jobs).where(eq(jobs.subjectId, id));
      return job?.state === "leased" && { jobId: job.id };
    }, said);

    await cancelJob(ctx, { jobId });

    const clip = await comesTo(id, "stopped", said);
    expect(clip.error).toBe("Its reading was cancelled.");
    expect(clip.facts).toBeNull();
  });

  it("wait for ffmpeg where there is none, and the node says how to get it", async () => {
    const bare = path.join(folder, "bin");
    await mkdir(bare);
    await symlink(process.execPath, path.join(bare, "node"));
    const said = await start(bare);

    const offer = await until(async () => {
      const [row] = await db
        .select({ offer: nodeOffers })
        .from(nodeOffers)
        .innerJoin(nodes, and(eq(nodes.id, nodeOffers.nodeId), eq(nodes.teamId, world.team.id)))
        .where(eq(nodeOffers.pass, "read-clip"));
      return row?.offer;
    }, said);

    expect(offer.state).toBe("missing");
    expect(offer.missing.map(({ what }) => what)).toEqual(["the program ffmpeg", "the program ffprobe"]);
    expect(offer.missing[0]?.how).toMatch(/install/);
  });
});
