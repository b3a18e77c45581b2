import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import sharp, { type Sharp } from "sharp";
import { afterAll, describe, expect, it, vi } from "vitest";
import { agentProtocol } from "@/contract/agent-api";
import { readA1111 } from "@/contract/recipe/foreign/a1111";
import { embeddedTexts } from "@/contract/recipe/foreign/embedded";
import { readForeign } from "@/contract/recipe/foreign/read";
import { readOwn } from "@/contract/recipe/own";
import type { Recipe } from "@/contract/recipe/recipe";
import { jobs, media, nodes } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeNode, makeVersion } from "@/db/testing/factories";
import { stopDecoder } from "@/server/media/decoder";
import { ingest } from "@/server/media/ingest";
import { listModels } from "@/server/nodes/models";
import { reportNode } from "@/server/nodes/report";
import { submitPass } from "@/server/renders/submit";
import { localStorage } from "@/server/storage/local";
import { asNode, asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { readAgain, runAgain } from "./again";
import { serveVersion } from "./download-version";
import { archivePreset, createPreset, listPresets, updatePreset } from "./presets";

const file = await createTestDatabase();
const { db } = file;
const data = await mkdtemp(path.join(os.tmpdir(), "backlot-recipes-"));
vi.stubEnv("DATABASE_URL", file.url);
vi.stubEnv("BACKLOT_DATA", data);
vi.stubEnv("BACKLOT_SECRET", "a secret of the recipe test, 32 characters or more");
afterAll(async () => {
  stopDecoder();
  await file.drop();
  await rm(data, { recursive: true, force: true });
});

const sha = "c0d1994c73".padEnd(64, "1");
const graph = {
  "3": { class_type: "KSampler", inputs: { seed: 42, name: "C:\\people\\ada\\in.png", text: "テスト" } },
};
const madeWith = {
  ...{
    format: 1,
    agentVersion: "0.1.0",
    variant: "core",
    family: "sdxl",
    degraded: 0,
    inputs: [],
    seeds: [],
    sampler: null,
  },
  engine: { kind: "comfyui", version: "0.3.64", device: "cuda:0", flags: [] },
  models: [{ role: "checkpoint", file: "duck.safetensors", family: "sdxl", sha256: sha }],
  graphs: [{ stage: "main", promptId: "p", graph, seconds: 4 }],
};
const models = (over: object[] = []) => ({
  ...{ kind: "comfyui" as const, version: "0.3.64", device: { name: "cuda:0", vramGb: 24 }, features: [] },
  ...{ samplers: [], schedulers: [], variants: [] },
  models: over.map((one) => ({
    ...{
      role: "checkpoint" as const,
      file: "duck.safetensors",
      family: "sdxl" as const,
      familyFrom: "header" as const,
    },
    ...{ inpainting: false, sha256: null, bytes: null, unusable: null, ...one },
  })),
});

const arrange = async () => {
  const world = await makeWorld(db);
  const ctx = { ...asUser(db, world.team.id, world.owner), storage: localStorage(path.join(data, "media")) };
  const put = async (name: string, bytes: Buffer) => {
    const temporaryPath = await ctx.storage.temporaryPath();
    await writeFile(temporaryPath, bytes);
    return ingest(ctx, { temporaryPath, name });
  };
  const noise = Uint8Array.from(
    { length: 64 * 48 * 3 },
    (_, i) => Math.imul(i + world.team.id.charCodeAt(7), 2_654_435_761) >>> 24,
  );
  const pixels = () => sharp(noise, { raw: { width: 64, height: 48, channels: 3 } });
  const source = await put("source.png", await pixels().negate().png().toBuffer());
  const result = await put("result.png", await pixels().png().toBuffer());
  const recipe: Recipe = {
    ...{ format: 1, pass: "img2img", passVersion: 1, seed: 42, mask: null },
    params: {
      ...{ prompt: "a duck, テスト", negative: "fog", denoise: 0.4, steps: 24, cfg: 7, sampler: "restart" },
      ...{ schedule: "karras", cap: 1440, seed: 42, model: `duck.safetensors#${sha}` },
    },
    inputs: [{ slot: "image", mediaId: source.id, sha256: source.sha256 }],
  };
  const made = await makeVersion(db, world.frame, {
    ...{
      state: "staged",
      number: null,
      origin: "pass",
      mediaId: result.id,
      recipe,
      jobId: world.job.id,
      facts: { madeWith },
    },
  });
  const jobOf = async (id: string | undefined) =>
    (
      await db
        .select()
        .from(jobs)
        .where(eq(jobs.id, id ?? ""))
    )[0];
  const get = (versionId: string, query = "") =>
    serveVersion(new Request(`http://studio/api/versions/${versionId}${query}`), versionId, async () => ctx);
  return { world, ctx, put, pixels, source, result, recipe, made, jobOf, get };
};

describe("running again", () => {
  it("queues the same pass with the same parameters, seed and inputs, from the same version", async () => {
    const { ctx, made, recipe, world, jobOf } = await arrange();
    expect(await readAgain(ctx, { versionId: made.id })).toMatchObject({
      ...{ blocked: [], changed: [], recipe: { seed: 42 }, pass: { id: "img2img" } },
      inputs: [{ slot: "image", there: true }],
    });
    const { jobs: queued } = await runAgain(ctx, { versionId: made.id });
    const job = await jobOf(queued[0]?.id);
    expect(job).toMatchObject({ frameId: world.frame.id, versionId: world.version.id, needsModels: ["checkpoint"] });
    expect(job?.recipe).toMatchObject({ seed: 42, params: recipe.params, inputs: recipe.inputs });
  });

  it("takes other settings on the same inputs, with a seed drawn for each result", async () => {
    const { ctx, made, recipe, jobOf } = await arrange();
    const params = { ...recipe.params, denoise: 0.5, seed: -1 };
    const { jobs: queued } = await runAgain(ctx, { versionId: made.id, params, count: 2 });
    const rows = await Promise.all(queued.map(({ id }) => jobOf(id)));
    expect(rows.map((row) => row?.recipe.params.denoise)).toEqual([0.5, 0.5]);
    expect(new Set(rows.map((row) => row?.recipe.seed)).size).toBe(2);
    expect(rows.every((row) => row?.recipe.inputs[0]?.mediaId === recipe.inputs[0]?.mediaId)).toBe(true);
    await expect(runAgain(ctx, { versionId: made.id, params: { denoise: 7 } })).rejects.toThrow(/Denoise/);
  });

  it("takes other pictures for a slot; the rest stays pinned, and what does not fit is said", async () => {
    const { ctx, world, made, recipe, source, result, put, jobOf } = await arrange();
    const { jobs: queued } = await runAgain(ctx, { versionId: made.id, inputs: { image: [result.id] } });
    const job = await jobOf(queued[0]?.id);
    expect(job?.recipe).toMatchObject({
      params: recipe.params,
      inputs: [{ slot: "image", mediaId: result.id, sha256: result.sha256 }],
    });
    const mask = { slot: "mask", mediaId: source.id, sha256: source.sha256 };
    const masked = await makeVersion(db, world.frame, {
      ...{ state: "staged", number: null, origin: "pass", recipe: { ...recipe, inputs: [...recipe.inputs, mask] } },
    });
    const again = (inputs: Record<string, string[]>) => runAgain(ctx, { versionId: masked.id, inputs });
    const other = await again({ image: [result.id], references: [source.id, result.id] });
    expect((await jobOf(other.jobs[0]?.id))?.recipe.inputs.map(({ slot, mediaId }) => [slot, mediaId])).toEqual([
      ["mask", source.id],
      ["image", result.id],
      ["references", source.id],
      ["references", result.id],
    ]);
    const wide = await put(
      "wide.png",
      await sharp({ create: { width: 80, height: 48, channels: 3, background: "#123" } })
        .png()
        .toBuffer(),
    );
    await expect(again({ image: [wide.id] })).rejects.toThrow(/80 × 48 pixels, the mask of this recipe 64 × 48/);
    await expect(again({ mask: [result.id] })).rejects.toThrow(/stays as it was/);
    await expect(again({ nothing: [result.id] })).rejects.toThrow(/no input “nothing”/);
    await expect(again({ image: [result.id, source.id] })).rejects.toThrow(/one picture/);
    const stranger = await arrange();
    await expect(again({ image: [stranger.source.id] })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("says what keeps it: no recipe, an input that is gone or has other bytes, a pass that changed", async () => {
    const { ctx, world, made, recipe, source } = await arrange();
    await expect(runAgain(ctx, { versionId: world.version.id })).rejects.toThrow(/brought by hand/);
    const old = await makeVersion(db, world.frame, {
      ...{ state: "staged", number: null, origin: "pass", recipe: { ...recipe, passVersion: 99 } },
    });
    await expect(runAgain(ctx, { versionId: old.id })).rejects.toThrow(/was version 99 .*Run again with/);
    expect((await runAgain(ctx, { versionId: old.id, params: recipe.params })).jobs).toHaveLength(1);
    await db.update(media).set({ sha256: sha }).where(eq(media.id, source.id));
    await expect(runAgain(ctx, { versionId: made.id })).rejects.toThrow(/Picture: .* is not in this studio any more/);
    expect((await readAgain(ctx, { versionId: made.id })).blocked).toHaveLength(1);
  });

  it("names models no node has, and refuses a LoRA of another family before it is queued", async () => {
    const { ctx, made, recipe, world } = await arrange();
    expect((await readAgain(ctx, { versionId: made.id })).missing).toEqual([]);
    await makeNode(db, world.team.id, [], { name: "attic", engine: models([{ file: "other.safetensors" }]) });
    expect((await readAgain(ctx, { versionId: made.id })).missing).toEqual(["Model: no node has duck.safetensors."]);
    await makeNode(db, world.team.id, [], {
      engine: models([{ sha256: sha }, { role: "lora", file: "mei.safetensors", family: "sd15" }]),
    });
    expect((await readAgain(ctx, { versionId: made.id })).missing).toEqual([]);
    const params = { ...recipe.params, loras: [{ file: "mei.safetensors", weight: 1 }] };
    const refusal = /LoRA: mei\.safetensors is for SD 1\.5, the model duck\.safetensors is SDXL/;
    await expect(runAgain(ctx, { versionId: made.id, params })).rejects.toThrow(refusal);
    await expect(
      submitPass(ctx, { versionId: world.version.id, pass: "img2img", params: { ...params } }),
    ).rejects.toThrow(refusal);
  });
});

it("knows the models a node tells, and forgets them when it tells none", async () => {
  const { ctx, world } = await arrange();
  const node = await makeNode(db, world.team.id);
  const report = {
    ...{ protocol: agentProtocol, agentVersion: "0.1.0", platform: "linux", gpu: "", vramGb: 24, models: [] },
    ...{ offers: [], holding: [] },
  };
  await reportNode(asNode(db, node), node.id, { ...report, engine: models([{ sha256: sha }]) });
  expect((await listModels(ctx)).map(({ file }) => file)).toEqual(["duck.safetensors"]);
  await reportNode(asNode(db, node), node.id, report);
  expect(await listModels(ctx)).toEqual([]);
});

it("lists each model once with the nodes that have it, without those of a revoked node", async () => {
  const { ctx, world } = await arrange();
  await makeNode(db, world.team.id, [], { name: "attic", engine: models([{ sha256: sha }]) });
  await makeNode(db, world.team.id, [], {
    name: "cellar",
    engine: models([{ sha256: sha }, { role: "lora", file: "a.pt" }]),
  });
  const gone = await makeNode(db, world.team.id, [], { engine: models([{ file: "gone.safetensors" }]) });
  await db.update(nodes).set({ revokedAt: new Date().toISOString() }).where(eq(nodes.id, gone.id));
  expect((await listModels(ctx)).map(({ file, nodes }) => [file, nodes])).toEqual([
    ["duck.safetensors", ["attic", "cellar"]],
    ["a.pt", ["cellar"]],
  ]);
});

it("takes several pictures for a slot that takes many, and one for another", async () => {
  const { ctx, world, source, result, jobOf } = await arrange();
  const ask = (inputs: Record<string, string | string[]>) =>
    submitPass(ctx, { versionId: world.version.id, pass: "txt2img", params: { prompt: "a" }, inputs });
  const { jobs: queued } = await ask({ controls: [result.id, source.id] });
  expect((await jobOf(queued[0]?.id))?.recipe.inputs).toMatchObject([
    { slot: "controls", mediaId: result.id },
    { mediaId: source.id },
  ]);
  await expect(
    submitPass(ctx, { versionId: world.version.id, pass: "img2img", inputs: { image: [result.id, source.id] } }),
  ).rejects.toThrow(/one picture/);
});

describe("presets", () => {
  it("are kept, changed with a way back, put away and brought back", async () => {
    const { ctx, world } = await arrange();
    const projectId = world.project.id;
    const { id } = await createPreset(ctx, {
      projectId,
      pass: "img2img",
      name: " Dusk  bump ",
      params: { denoise: 0.35 },
    });
    const named = async () => (await listPresets(ctx, { projectId, pass: "img2img" })).presets;
    expect(await named()).toMatchObject([{ name: "Dusk bump", params: { denoise: 0.35 }, passVersion: 1 }]);
    const { before } = await updatePreset(ctx, { presetId: id, name: "Dawn", params: { denoise: 0.5 } });
    expect(before).toEqual({ name: "Dusk bump", params: { denoise: 0.35 } });
    await updatePreset(ctx, { presetId: id, ...before });
    expect(await named()).toMatchObject([before]);
    await archivePreset(ctx, { presetId: id });
    expect(await listPresets(ctx, { projectId, pass: "img2img" })).toMatchObject({ presets: [], archived: [{ id }] });
    await archivePreset(ctx, { presetId: id, archived: false });
    expect(await named()).toMatchObject([{ id }]);
  });

  it("are refused with another's name, a parameter the pass does not take, or a value it cannot bear", async () => {
    const { ctx, world } = await arrange();
    const make = (name: string, params: object = {}, pass = "img2img") =>
      createPreset(ctx, { projectId: world.project.id, pass, name, params: { ...params } });
    const { id } = await make("Dusk");
    await expect(make("dusk")).rejects.toThrow(/has a preset called “dusk” already/);
    await make("Dusk", {}, "inpaint");
    await expect(make("Odd", { denoise: 7 })).rejects.toThrow(/Denoise/);
    await expect(make("Odd", { exposure: 1 })).rejects.toThrow(/no parameter “exposure”/);
    await expect(make("Odd", {}, "nothing")).rejects.toThrow(/no pass called/);
    await archivePreset(ctx, { presetId: id });
    const second = await make("DUSK");
    await expect(archivePreset(ctx, { presetId: id, archived: false })).rejects.toThrow(/already/);
    await archivePreset(ctx, { presetId: second.id });
    await archivePreset(ctx, { presetId: id, archived: false });
    // Two at once for one name: one of them has it.
    const both = await Promise.allSettled([make("Night"), make("night")]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("keep no drawn box: it belongs to one picture", async () => {
    const { ctx, world } = await arrange();
    const params = { detect: "by hand", box: { x: 4, y: 4, side: 20 }, padding: 0.5 };
    await createPreset(ctx, { projectId: world.project.id, pass: "face-pop", name: "Near", params });
    const { presets } = await listPresets(ctx, { projectId: world.project.id, pass: "face-pop" });
    expect(presets[0]?.params).toEqual({ detect: "by hand", padding: 0.5 });
  });
});

describe("a version downloaded as PNG", () => {
  const textsOf = async (answer: Response) => {
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(bytes.length).toBe(Number(answer.headers.get("content-length")));
    return { bytes, texts: (await embeddedTexts(bytes)).texts };
  };
  const same = async (bytes: Uint8Array, original: Sharp) =>
    Buffer.compare(await sharp(bytes).raw().toBuffer(), await original.raw().toBuffer()) === 0;

  it("carries its recipe as A1111, ComfyUI and Backlot read it, and its pixels byte for byte", async () => {
    const { get, made, pixels, recipe } = await arrange();
    const answer = await get(made.id);
    expect(answer.headers.get("content-disposition")).toMatch(/attachment; filename="SH_\w+_A_staged\.png"/);
    const { bytes, texts } = await textsOf(answer);
    expect(await same(bytes, pixels())).toBe(true);
    expect(texts.map(({ keyword }) => keyword)).toEqual(["parameters", "prompt", "backlot"]);
    expect(readA1111(texts[0]?.text ?? "")).toMatchObject({ seed: "42", denoise: 0.4, prompt: "a duck, テスト" });
    expect(JSON.parse(texts[1]?.text ?? "")).toEqual({
      "3": { class_type: "KSampler", inputs: { seed: 42, name: "in.png", text: "テスト" } },
    });
    const own = await readOwn(texts);
    expect(own).toMatchObject({ intact: true, recipe: { pass: "img2img", parameters: recipe.params } });
    expect((await readForeign(bytes)).settings).toMatchObject({ tool: "Backlot", steps: 24 });
  });

  it("says nothing of notes, ids, people or folders", async () => {
    const { get, made, world, recipe } = await arrange();
    const { texts } = await textsOf(await get(made.id));
    const all = texts.map(({ text }) => text).join("\n");
    for (const secret of [
      world.note,
      world.project.id,
      world.owner.name,
      "people",
      "ada",
      recipe.inputs[0]?.mediaId ?? "",
      data,
      "cuda:0",
    ])
      expect(all).not.toContain(secret);
  });

  it("gives the graph alone in ComfyUI's API form, and says where there is none", async () => {
    const { get, made, world } = await arrange();
    const answer = await get(made.id, "?as=graph");
    expect(answer.headers.get("content-disposition")).toMatch(/attachment; filename=".*graph\.json"/);
    const given = (await answer.json()) as Record<string, { class_type: string }>;
    expect(Object.keys(given)).toEqual(Object.keys(graph));
    const none = await get(world.version.id, "?as=graph");
    expect(none.status).toBe(412);
    expect(await none.json()).toMatchObject({ error: expect.stringMatching(/no graph/) });
  });

  it("says nothing at all without its settings, and an uploaded one what its own file says", async () => {
    const { get, made, put, pixels, world } = await arrange();
    const { bytes, texts } = await textsOf(await get(made.id, "?settings=none"));
    expect(texts).toEqual([]);
    expect(await same(bytes, pixels())).toBe(true);

    const withWords = await pixels()
      .withMetadata({ exif: { IFD0: { Artist: "Ada" } } })
      .png()
      .toBuffer();
    const brought = await makeVersion(db, world.frame, { number: 7, mediaId: (await put("words.png", withWords)).id });
    expect((await textsOf(await get(brought.id))).bytes).toEqual(new Uint8Array(withWords));
    expect(Buffer.from((await textsOf(await get(brought.id, "?settings=none"))).bytes).includes("Ada")).toBe(false);

    const jpeg = await makeVersion(db, world.frame, {
      number: 8,
      mediaId: (await put("a.jpg", await pixels().jpeg().toBuffer())).id,
    });
    const made2 = await textsOf(await get(jpeg.id));
    expect(made2.texts).toEqual([]);
    expect((await sharp(made2.bytes).metadata()).format).toBe("png");
  });

  it("is not given to strangers or to another team", async () => {
    const { made, world } = await arrange();
    const other = await arrange();
    const ask = (who: Parameters<typeof serveVersion>[2]) => serveVersion(new Request("http://studio/x"), made.id, who);
    expect((await ask(async () => null)).status).toBe(401);
    expect((await ask(async () => other.ctx)).status).toBe(404);
    expect(world.team.id).not.toBe(other.world.team.id);
  });
});
