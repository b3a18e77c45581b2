import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, expect, it, vi } from "vitest";
import { newId } from "@/contract/ids";
import { bodyParts } from "@/contract/mannequin/words";
import { isComplete, regionCoverage } from "@/contract/mask/coverage";
import { frames, media, versionParents, versions } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { stopDecoder } from "@/server/media/decoder";
import { ingest } from "@/server/media/ingest";
import { localStorage } from "@/server/storage/local";
import { unacceptVersion } from "@/server/storyboard/unaccept-version";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { addLayer, listLayers, updateLayer } from "./layers";
import { drawMask, maskOrThrow } from "./log";
import { makeMannequin } from "./mannequin";
import { draftFromReferences } from "./reference-draft";

const file = await createTestDatabase();
const { db } = file;
const data = await mkdtemp(path.join(os.tmpdir(), "backlot-mannequin-"));
vi.stubEnv("DATABASE_URL", file.url);
vi.stubEnv("BACKLOT_DATA", data);
vi.stubEnv("BACKLOT_SECRET", "a secret of the mannequin test, 32 characters or more");
afterAll(async () => {
  stopDecoder();
  await file.drop();
  await rm(data, { recursive: true, force: true });
});

const arrange = async () => {
  const world = await makeWorld(db);
  const ctx = { ...asUser(db, world.team.id, world.artist, "artist"), storage: localStorage(path.join(data, "media")) };
  const bring = async (background: string, [width, height]: readonly [number, number]) => {
    const temporaryPath = await ctx.storage.temporaryPath();
    await writeFile(
      temporaryPath,
      await sharp({ create: { width, height, channels: 3, background } })
        .png()
        .toBuffer(),
    );
    return ingest(ctx, { temporaryPath, name: `${background}.png` });
  };
  const pixelsOf = async (versionId: string) => {
    const [row] = await db
      .select({ key: media.storageKey })
      .from(versions)
      .innerJoin(media, eq(media.id, versions.mediaId))
      .where(eq(versions.id, versionId));
    return sharp(await readFile(await ctx.storage.localPath(row?.key ?? "")))
      .toColourspace("srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
  };
  return { world, ctx, bring, pixelsOf, versionId: world.version.id };
};

it("a mannequin is the next version, with a region for each part and every pixel in exactly one", async () => {
  const { world, ctx, pixelsOf, versionId } = await arrange();
  await db.update(frames).set({ currentVersionId: versionId }).where(eq(frames.id, world.frame.id));
  const shown = async () =>
    (await db.select({ at: frames.currentVersionId }).from(frames).where(eq(frames.id, world.frame.id)))[0]?.at;
  const made = await makeMannequin(ctx, { versionId, build: "average", view: "front", width: 192, height: 256 });
  expect(await shown()).toBe(made.id);
  const { info } = await pixelsOf(made.id);
  expect([info.width, info.height]).toEqual([192, 256]);

  const layers = await listLayers(ctx, { versionId: made.id });
  const regions = layers.filter(({ kind }) => kind === "region");
  expect(regions.map(({ name }) => name.toLowerCase())).toEqual(["background", ...bodyParts]);
  const masks = await Promise.all(regions.map(async ({ id }) => drawMask(ctx, await maskOrThrow(ctx, id))));
  expect(isComplete(regionCoverage(masks, { width: 192, height: 256 }))).toBe(true);

  await unacceptVersion(ctx, { versionId: made.id });
  expect(await shown()).toBe(versionId);
});

it("a region takes any picture as its reference and says which; other layers take none", async () => {
  const { world, ctx, bring, versionId } = await arrange();
  const red = await bring("#ff0000", [40, 90]);
  const { id } = await addLayer(ctx, { versionId, kind: "region", name: "Torso", mediaId: red.id });
  const found = (await listLayers(ctx, { versionId })).find((layer) => layer.id === id);
  expect(found?.reference).toMatchObject({ id: red.id, width: 40, height: 90 });
  const { before } = await updateLayer(ctx, { maskId: id, mediaId: null });
  expect((await listLayers(ctx, { versionId })).find((layer) => layer.id === id)?.reference).toBeNull();
  await updateLayer(ctx, { maskId: id, ...before });
  expect((await listLayers(ctx, { versionId })).find((layer) => layer.id === id)?.reference?.id).toBe(red.id);

  await expect(updateLayer(ctx, { maskId: world.mask, mediaId: red.id })).rejects.toThrow(
    "Only regions have a reference",
  );
  const elsewhere = await arrange();
  const theirs = await elsewhere.bring("#00ff00", [8, 8]);
  await expect(updateLayer(ctx, { maskId: id, mediaId: theirs.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

it("the draft shows each reference inside its region alone, and the mannequin everywhere else", async () => {
  const { ctx, bring, pixelsOf, versionId } = await arrange();
  const figure = await makeMannequin(ctx, { versionId, build: "curvy", view: "side", width: 160, height: 224 });
  await expect(draftFromReferences(ctx, { versionId: figure.id })).rejects.toThrow("No painted region has a reference");

  const colours = { Torso: [255, 0, 0], Legs: [0, 0, 255], Accessory: [0, 255, 0] } as const;
  const regions = (await listLayers(ctx, { versionId: figure.id })).filter(({ kind }) => kind === "region");
  for (const [name, [r, g, b]] of Object.entries(colours)) {
    const picture = await bring(`rgb(${r}, ${g}, ${b})`, name === "Legs" ? [300, 20] : [30, 200]);
    await updateLayer(ctx, { maskId: regions.find((one) => one.name === name)?.id ?? "", mediaId: picture.id });
  }
  const made = await draftFromReferences(ctx, { versionId: figure.id });
  const [draft, below] = [await pixelsOf(made.id), await pixelsOf(figure.id)];
  const parts = await Promise.all(
    regions.map(async ({ id, name }) => ({ name, flat: (await drawMask(ctx, await maskOrThrow(ctx, id))).flat() })),
  );
  const seen = new Set<string>();
  for (let i = 0; i < 160 * 224; i++) {
    const name = parts.find(({ flat }) => flat[i] === 255)?.name ?? "";
    const wanted = colours[name as keyof typeof colours] ?? below.data.subarray(i * 3, i * 3 + 3);
    seen.add(name);
    if ([0, 1, 2].some((c) => draft.data[i * 3 + c] !== wanted[c])) expect.fail(`pixel ${i} of ${name}`);
  }
  expect([...seen].sort()).toEqual(["Arms", "Background", "Feet", "Hair", "Hands", "Head", "Legs", "Torso"]);
  const parents = await db.select().from(versionParents).where(eq(versionParents.versionId, made.id));
  expect(parents.map(({ parentId }) => parentId)).toEqual([figure.id]);
});

it("refuses a size no mannequin has, and fits one into a version that is too large", async () => {
  const { ctx, versionId } = await arrange();
  const ask = { versionId, build: "average", view: "front" } as const;
  await expect(makeMannequin(ctx, { ...ask, width: 40, height: 256 })).rejects.toThrow();
  const [own] = await db.select({ at: versions.mediaId }).from(versions).where(eq(versions.id, versionId));
  await db
    .update(media)
    .set({ width: 6000, height: 3000 })
    .where(eq(media.id, own?.at ?? ""));
  expect(await makeMannequin(ctx, ask)).toMatchObject({ width: 2048, height: 1024 });
  await expect(draftFromReferences(ctx, { versionId: newId("version") })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
