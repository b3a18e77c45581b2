import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import path from "node:path";
import { eq, inArray } from "drizzle-orm";
import sharp, { type Sharp } from "sharp";
import { afterAll, describe, expect, it } from "vitest";
import { newId } from "@/contract/ids";
import { cosine } from "@/contract/profile/likeness";
import { characters, frames, jobs, nodeOffers, packageImages, packages, shotCast, versionFaces } from "@/db/schema";
import { makeFrame, makeProject, makeShot, makeTeam, makeUser, makeVersion } from "@/db/testing/factories";
import { studioHere } from "@/server/api/testing/studio-here";
import type { StudioContext } from "@/server/context";
import { measureLikeness } from "@/server/likeness/measure";
import { likenessDrift, listLikeness, versionLikeness } from "@/server/likeness/read";
import { ingest } from "@/server/media/ingest";
import { createPairingCode } from "@/server/nodes/create-pairing-code";
import { addPackageImages } from "@/server/profiles/add-images";
import { asUser } from "@/server/testing/contexts";
import { probeHuman } from "./engines/native/faces/human-files";
import { hasRuntime, runtimePackage } from "./engines/onnx/runtime";
import { onnxFaceModel } from "./testing/onnx";

const samples = path.resolve(import.meta.dirname, "../../shared/data/faces");
const missing = [
  ...(hasRuntime() ? [] : [`the add-on ${runtimePackage}`]),
  ...((await probeHuman()).length > 0 ? ["the optional face detector"] : []),
  ...(existsSync(samples) ? [] : ["the portraits of shared/data/faces"]),
];
const skip = missing.length > 0;
if (skip) console.warn(`Skipped: likeness from the node to the ring needs ${missing.join(" and ")}.`);

const studio = await studioHere("likeness");
const { db, folder, storage } = studio;
const root = path.resolve(import.meta.dirname, "..");
let agent: ChildProcess | undefined;
let said = "";

async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    const seen = await look();
    if (seen) return seen;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`still not so after 60 s. ${said}`);
}

afterAll(async () => {
  agent?.kill("SIGKILL");
  if (agent && agent.exitCode === null) await new Promise((done) => agent?.once("exit", done));
});

/** The real agent with its real engines and a model that computes, of ArcFace's shape. */
const start = async (ctx: StudioContext) => {
  const models = path.join(folder, "models");
  await mkdir(models);
  await writeFile(path.join(models, "slopes.onnx"), onnxFaceModel());
  const { code } = await createPairingCode(ctx);
  const home = await mkdtemp(path.join(folder, "home-"));
  // biome-ignore lint/style/noProcessEnv: the agent runs where the test runs, with one variable more
  const env = { ...process.env, AGENT_MODELS: models };
  agent = spawn(
    process.execPath,
    ["--import", "tsx", "gpu-agent/main.ts", "--url", studio.url(), "--home", home, "--pair", code],
    { cwd: root, env },
  );
  for (const stream of [agent.stdout, agent.stderr])
    stream?.on("data", (chunk) => {
      said += chunk;
    });
  await until(async () => said.includes("passes ready"));
};

describe.skipIf(skip)("likeness with a model on a real node", () => {
  it("goes from the node's offer to scores, the worst first, and the drift of a sequence", async () => {
    const team = await makeTeam(db);
    const owner = await makeUser(db, team.id, "owner");
    const project = await makeProject(db, team.id);
    const ctx: StudioContext = { ...asUser(db, team.id, owner), storage };
    const take = async (name: string, how = (picture: Sharp) => picture) => {
      const temporaryPath = await storage.temporaryPath();
      const made = path.join(folder, `${newId("media")}.png`);
      await how(sharp(path.join(samples, name)).rotate())
        .png()
        .toFile(made);
      await copyFile(made, temporaryPath);
      return (await ingest(ctx, { temporaryPath, name: `${path.parse(name).name}.png` })).id;
    };
    const person = async (code: string, picture: string) => {
      const [id, packageId] = [newId("character"), newId("package")];
      const base = { teamId: team.id, projectId: project.id };
      await db.insert(characters).values({ id, ...base, code, name: code });
      await db.insert(packages).values({ id: packageId, ...base, characterId: id, name: "Default outfit" });
      await addPackageImages(ctx, { packageId, images: [{ mediaId: await take(picture), slot: "front" }] });
      return id;
    };
    const ada = await person("ADA", "person1-official.jpg");
    const bo = await person("BO", "astronaut.png");
    const first = await makeShot(db, project, { position: 0 });
    const shot = async (position: number, mediaId: string, cast: string[]) => {
      const { id } = position === 0 ? first : await makeShot(db, project, { position, sequenceId: first.sequenceId });
      const frame = await makeFrame(db, project, { shotId: id });
      const version = await makeVersion(db, frame, { mediaId });
      await db.update(frames).set({ currentVersionId: version.id }).where(eq(frames.id, frame.id));
      await db.insert(shotCast).values(cast.map((characterId) => ({ shotId: id, characterId, teamId: team.id })));
      return version.id;
    };
    const darker = await take("person1-official.jpg", (picture) => picture.modulate({ brightness: 0.9 }));
    const same = await shot(0, darker, [ada]);
    const other = await shot(1, await take("person1-podium.jpg"), [ada]);
    const whose = await shot(2, await take("astronaut.png", (picture) => picture.gamma(1.4)), [ada, bo]);

    await start(ctx);
    const [offer] = await db.select().from(nodeOffers).where(eq(nodeOffers.pass, "read-faces"));
    expect(offer).toMatchObject({ state: "ready", missing: [] });
    await measureLikeness(ctx, { of: { kind: "sequence", sequenceId: first.sequenceId } });
    await until(async () => {
      const open = await db.select({ state: jobs.state, error: jobs.error }).from(jobs);
      if (open.some(({ state }) => state === "failed"))
        throw new Error(`a job failed. ${JSON.stringify(open)} ${said}`);
      return open.length > 0 && open.every(({ state }) => state === "succeeded");
    });

    // Every score is the cosine of the two vectors the model gave for the faces that stand side by side.
    const rows = await db
      .select({ versionId: versionFaces.versionId, face: versionFaces.face, score: versionFaces.score })
      .from(versionFaces)
      .where(inArray(versionFaces.versionId, [same, other, whose]));
    const beside = await db
      .select({ mediaId: packageImages.mediaId, checks: packageImages.checks })
      .from(packageImages);
    expect(beside.map(({ checks }) => checks?.face?.embedding?.length)).toEqual([512, 512]);
    for (const { face, score } of rows) {
      const cosines = beside.map(({ checks }) => cosine(face.embedding, checks?.face?.embedding) ?? -1);
      expect(score).not.toBeNull();
      expect(Math.min(...cosines.map((value) => Math.abs(value - (score ?? 0))))).toBeLessThan(1e-5);
    }

    const scoreOf = async (versionId: string) => {
      const { faces } = await versionLikeness(ctx, { versionId });
      expect(faces.filter(({ sure }) => sure)).toHaveLength(1);
      const [face] = faces.filter(({ sure }) => sure);
      return { value: face?.score ?? -1, characterId: face?.characterId, by: face?.by };
    };
    const [like, unlike, told] = [await scoreOf(same), await scoreOf(other), await scoreOf(whose)];
    expect(like).toMatchObject({ characterId: ada, by: "only one" });
    expect(like.value).toBeGreaterThan(0.9);
    expect(unlike.value).toBeLessThan(like.value);
    // Two are cast, one is there: the model says who.
    expect(told).toMatchObject({ characterId: bo, by: "model" });

    const list = await listLikeness(ctx, { projectId: project.id });
    expect(list.rows.map(({ state }) => state)).toEqual(["scored", "scored", "scored"]);
    expect(list.rows[0]?.versionId).toBe(other);
    const values = list.rows.map(({ value }) => value ?? -1);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    const drift = await likenessDrift(ctx, { sequenceId: first.sequenceId });
    expect(drift.characters.map(({ name, points }) => [name, points.map(({ at }) => at)])).toEqual([
      ["ADA", [0, 1]],
      ["BO", [2]],
    ]);
    expect(drift.characters[0]?.points.map(({ score }) => score)).toEqual([like.value, unlike.value]);
  }, 180_000);
});
