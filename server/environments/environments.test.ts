import { existsSync } from "node:fs";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { flaggedAbove } from "@/contract/environment/panorama";
import { createTestDatabase } from "@/db/testing/database";
import { listActivity } from "@/server/activity/list";
import type { StudioContext } from "@/server/context";
import { stopDecoder } from "@/server/media/decoder";
import { ingest } from "@/server/media/ingest";
import { mediaOf } from "@/server/media/media-of";
import { updateShot } from "@/server/script/update-shot";
import { localStorage } from "@/server/storage/local";
import { addVersion } from "@/server/storyboard/add-version";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { invertDepth, turnPanorama } from "./derive";
import { getEnvironment } from "./get";
import { addEnvironmentImages, updateEnvironmentImage } from "./images";
import { listEnvironments } from "./list";
import { addState, orderStates, updateState } from "./states";
import { updateEnvironment } from "./update";

const samples = path.resolve(import.meta.dirname, "../../../shared/data");
const panorama = path.join(samples, "panoramas/city.hdr");
const hasPanorama = existsSync(panorama);
if (!hasPanorama) console.warn("shared/data/panoramas is absent: no true panorama is added");
const turned = path.join(samples, "exif-orientation");
const hasTurned = existsSync(turned);
if (!hasTurned) console.warn("shared/data/exif-orientation is absent: no turned photo is added");

const file = await createTestDatabase();
const folder = await mkdtemp(path.join(os.tmpdir(), "backlot-places-"));
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

const arrange = async () => {
  const world = await makeWorld(file.db);
  const ctx: StudioContext = { ...asUser(file.db, world.team.id, world.owner), storage };
  const get = () => getEnvironment(ctx, { projectId: world.project.id, code: "FLATS" });
  return { world, ctx, get, environmentId: world.environment };
};
let seed = 0;
const put = async (ctx: StudioContext, width: number, height: number, name: string, down = false) => {
  seed++;
  const data = Buffer.alloc(width * height);
  for (let at = 0; at < data.length; at++) {
    const level = Math.floor((Math.floor(at / width) * 200) / height) + (seed % 40);
    data[at] = down ? level : 255 - level;
  }
  const temporaryPath = await storage.temporaryPath();
  await writeFile(
    temporaryPath,
    await sharp(data, { raw: { width, height, channels: 1 } })
      .png()
      .toBuffer(),
  );
  return (await ingest(ctx, { temporaryPath, name })).id;
};
const putFile = async (ctx: StudioContext, source: string) => {
  const temporaryPath = await storage.temporaryPath();
  await copyFile(source, temporaryPath);
  return (await ingest(ctx, { temporaryPath, name: path.basename(source), light: true })).id;
};

describe("the states of a place", () => {
  it("begin with the light of their time, keep what is given, and speak it as words", async () => {
    const { ctx, get, environmentId } = await arrange();

    await addState(ctx, { environmentId, timeOfDay: "morning" });
    await addState(ctx, { environmentId, timeOfDay: "night", intensity: 0.4, azimuth: -90 });

    const { states } = await get();
    expect(states.map(({ name }) => name)).toEqual(["Low water", "Morning", "Night"]);
    expect(states[1]).toMatchObject({ azimuth: 250, elevation: 15, colour: "#ffc080" });
    expect(states[1]?.words).toContain("morning light from the left side");
    expect(states[2]).toMatchObject({ azimuth: 270, elevation: 40 });
    expect(states[2]?.intensity).toBeCloseTo(0.4);
  });

  it("take the plates that already carry their word", async () => {
    const { world, ctx, get, environmentId } = await arrange();
    await updateEnvironmentImage(ctx, { imageId: world.environmentImage, state: "dusk" });

    const { id } = await addState(ctx, { environmentId, timeOfDay: "dusk" });

    expect((await get()).plates[0]).toMatchObject({ stateId: id, state: "Dusk" });
  });

  it("change, leave and come back with all they had", async () => {
    const { world, ctx, get, environmentId } = await arrange();
    const { id: stateId } = await addState(ctx, { environmentId, timeOfDay: "dusk" });
    const flicker = [
      { at: 0, level: 1 },
      { at: 1, level: 0.5 },
    ];
    await updateEnvironmentImage(ctx, { imageId: world.environmentImage, stateId });

    await updateState(ctx, { stateId, name: "Golden hour", azimuth: 10, flicker, phrase: "a lamp goes out" });
    expect((await get()).plates[0]).toMatchObject({ stateId, state: "Golden hour" });
    await updateState(ctx, { stateId, removed: true });
    expect((await get()).states.map(({ name }) => name)).toEqual(["Low water"]);
    await updateState(ctx, { stateId, removed: false });

    const [, back] = (await get()).states;
    expect(back).toMatchObject({ name: "Golden hour", azimuth: 10, flicker, words: "a lamp goes out" });
    expect((await get()).plates[0]).toMatchObject({ stateId });
  });

  it("have names of their own, also when one comes back", async () => {
    const { ctx, environmentId } = await arrange();
    const { id } = await addState(ctx, { environmentId, name: "Flooded" });
    await updateState(ctx, { stateId: id, removed: true });
    const { id: second } = await addState(ctx, { environmentId, name: "FLOODED" });

    await expect(updateState(ctx, { stateId: id, removed: false })).rejects.toThrow("a state called Flooded already");
    await expect(addState(ctx, { environmentId, name: "flooded" })).rejects.toThrow("another name");
    await expect(updateState(ctx, { stateId: second, name: "flooded" })).resolves.toMatchObject({ id: second });
  });

  it("stand in the order given, which must name them all", async () => {
    const { world, ctx, get, environmentId } = await arrange();
    const { id: noon } = await addState(ctx, { environmentId, timeOfDay: "noon" });

    const { before } = await orderStates(ctx, { environmentId, stateIds: [noon, world.environmentState] });

    expect(before).toEqual([world.environmentState, noon]);
    expect((await get()).states.map(({ id }) => id)).toEqual([noon, world.environmentState]);
    await expect(orderStates(ctx, { environmentId, stateIds: [noon] })).rejects.toThrow("changed while you ordered");
  });

  it("refuse a light that cannot be", async () => {
    const { world, ctx } = await arrange();
    const stateId = world.environmentState;

    await expect(updateState(ctx, { stateId, elevation: 120 })).rejects.toThrow("−90 to 90");
    await expect(updateState(ctx, { stateId, colour: "warm" })).rejects.toThrow("#ffc080");
    await expect(updateState(ctx, { stateId, flicker: [{ at: 1, level: 1 }] })).rejects.toThrow("run forward in time");
  });
});

describe("the pictures of a place", () => {
  it("leave and come back to their own place, file kept", async () => {
    const { world, ctx, get } = await arrange();
    const imageId = world.environmentImage;
    await updateEnvironmentImage(ctx, { imageId, angle: "Wide from the door", source: "Own photo", licence: "CC BY" });

    await updateEnvironmentImage(ctx, { imageId, remove: true });
    expect((await get()).plates).toEqual([]);
    await updateEnvironmentImage(ctx, { imageId, remove: false });

    expect((await get()).plates).toMatchObject([
      { id: imageId, angle: "Wide from the door", source: "Own photo", licence: "CC BY" },
    ]);
  });

  it("are no panorama at 1.9:1, and nothing is added then", async () => {
    const { ctx, get, environmentId } = await arrange();
    const [good, bad] = [await put(ctx, 200, 100, "good.png"), await put(ctx, 190, 100, "beach.png")];
    const images = [good, bad].map((mediaId) => ({ mediaId, role: "panorama" as const }));

    await expect(addEnvironmentImages(ctx, { environmentId, images })).rejects.toThrow(
      /beach\.png is 190 × 100 pixels \(1\.9:1\)\. A 360° panorama is 2:1.*190 × 95.*add it as a plate/,
    );

    expect((await get()).plates).toHaveLength(1);
    const { ids } = await addEnvironmentImages(ctx, { environmentId, images: [{ mediaId: bad }] });
    await expect(updateEnvironmentImage(ctx, { imageId: ids[0] ?? "", role: "panorama" })).rejects.toThrow("1.9:1");
  });

  it.skipIf(!hasPanorama)("are scored as panoramas, whole and turned by half", async () => {
    const { ctx, get, environmentId } = await arrange();
    const mediaId = await putFile(ctx, panorama);

    const { ids } = await addEnvironmentImages(ctx, { environmentId, images: [{ mediaId, role: "panorama" }] });
    const middle = await turnPanorama(ctx, { imageId: ids[0] ?? "", seam: "middle" });
    const edge = await turnPanorama(ctx, { imageId: middle.id, seam: "edge" });

    const { plates, hero } = await get();
    const scored = plates.find(({ id }) => id === ids[0]);
    expect(scored?.mime).toBe("image/vnd.radiance");
    expect(scored?.scores?.seam).toBeLessThan(flaggedAbove.seam / 3);
    expect(hero?.id).toBe(mediaId);
    expect(plates.find(({ id }) => id === middle.id)).toMatchObject({ role: "plate", angle: "Seam in the middle" });
    expect(edge.scores?.seam).toBeCloseTo(scored?.scores?.seam ?? 1, 1);
    await expect(turnPanorama(ctx, { imageId: middle.id, seam: "middle" })).rejects.toThrow("panorama first");
    // Linear light is for places: a frame's passes could not read it.
    const { world } = await arrange();
    await expect(addVersion(ctx, { shotId: world.shot.id, mediaId })).rejects.toThrow("only for environments");
  });

  it("pair a depth map of their shape, guess its polarity, and turn it over twice to the same pixels", async () => {
    const { ctx, get, environmentId } = await arrange();
    const sky = await put(ctx, 200, 100, "sky.png");
    const [far, near] = [await put(ctx, 100, 50, "far.png", false), await put(ctx, 100, 50, "near.png", true)];
    const { ids } = await addEnvironmentImages(ctx, { environmentId, images: [{ mediaId: sky, role: "panorama" }] });
    const pairedWithId = ids[0] ?? "";
    const depth = (mediaId: string) => ({ mediaId, role: "depth" as const, pairedWithId });

    const both = await addEnvironmentImages(ctx, { environmentId, images: [depth(far), depth(near)] });
    const [farId = "", nearId = ""] = both.ids;
    const polarity = async (id: string) => (await get()).plates.find((one) => one.id === id)?.whiteIsNear;
    expect([await polarity(farId), await polarity(nearId)]).toEqual([false, true]);

    const once = await invertDepth(ctx, { imageId: nearId });
    const twice = await invertDepth(ctx, { imageId: once.id });

    expect((await get()).plates.map(({ id }) => id)).not.toContain(nearId);
    expect((await get()).plates.find(({ id }) => id === twice.id)).toMatchObject({ whiteIsNear: true, pairedWithId });
    const pixels = async (id: string) => {
      const row = await mediaOf(ctx, id);
      return sharp(await storage.localPath(row.storageKey))
        .toColourspace("b-w")
        .raw()
        .toBuffer();
    };
    const [first, second, third] = [await pixels(near), await pixels(once.mediaId), await pixels(twice.mediaId)];
    expect(first.equals(second)).toBe(false);
    expect(first.equals(third)).toBe(true);
    // Undo: the old one comes back, the new one goes.
    await updateEnvironmentImage(ctx, { imageId: once.id, remove: false });
    expect((await get()).plates.find(({ id }) => id === once.id)).toMatchObject({ whiteIsNear: false });
  });

  it("refuse a depth map of another shape, of itself, or of another place", async () => {
    const { world, ctx, environmentId } = await arrange();
    const other = await arrange();
    const [plate, depth] = [await put(ctx, 160, 90, "plate.png"), await put(ctx, 100, 100, "depth.png")];
    const { ids } = await addEnvironmentImages(ctx, { environmentId, images: [{ mediaId: plate }] });
    const add = (pairedWithId: string) =>
      addEnvironmentImages(ctx, { environmentId, images: [{ mediaId: depth, role: "depth", pairedWithId }] });

    await expect(add(ids[0] ?? "")).rejects.toThrow("depth.png is 100 × 100 pixels and plate.png is 160 × 90");
    await expect(add(other.world.environmentImage)).rejects.toThrow("not found");
    const alone = await addEnvironmentImages(ctx, { environmentId, images: [{ mediaId: depth, role: "depth" }] });
    const imageId = alone.ids[0] ?? "";
    await expect(updateEnvironmentImage(ctx, { imageId, pairedWithId: imageId })).rejects.toThrow("not itself");
    await expect(invertDepth(ctx, { imageId: world.environmentImage })).rejects.toThrow("Only a depth map");
    await expect(
      updateEnvironmentImage(ctx, { imageId: world.environmentImage, stateId: other.world.environmentState }),
    ).rejects.toThrow("not found");
  });

  it.skipIf(!hasTurned)("stand upright when the camera was turned", async () => {
    const { ctx, get, environmentId } = await arrange();
    for (const name of ["Landscape_3.jpg", "Landscape_6.jpg", "Portrait_5.jpg", "Portrait_8.jpg"]) {
      const mediaId = await putFile(ctx, path.join(turned, name));
      await addEnvironmentImages(ctx, { environmentId, images: [{ mediaId, licence: "Sample" }] });
    }

    const shapes = (await get()).plates.slice(1).map(({ name, picture }) => [name, picture.width > picture.height]);

    expect(shapes).toEqual([
      ["Landscape_3.jpg", true],
      ["Landscape_6.jpg", true],
      ["Portrait_5.jpg", false],
      ["Portrait_8.jpg", false],
    ]);
  });
});

describe("a place", () => {
  it("shows in the list with its kind, states and uses, and apart when archived", async () => {
    const { world, ctx, environmentId } = await arrange();
    const projectId = world.project.id;
    await updateEnvironment(ctx, { environmentId, kind: "panorama", prompt: "wet sand, gulls" });
    await updateShot(ctx, { shotId: world.shot.id, environmentId });

    const [place] = await listEnvironments(ctx, { projectId });

    expect(place).toMatchObject({
      kind: "panorama",
      plates: 1,
      panoramas: 0,
      shots: 1,
      states: [{ name: "Low water" }],
    });
    await updateEnvironment(ctx, { environmentId, archived: true });
    expect(await listEnvironments(ctx, { projectId })).toEqual([]);
    expect(await listEnvironments(ctx, { projectId, archived: true })).toMatchObject([{ id: environmentId }]);
  });

  it("remembers who changed what", async () => {
    const { world, ctx, environmentId } = await arrange();
    await updateState(ctx, { stateId: world.environmentState, azimuth: 30 });
    await updateState(ctx, { stateId: world.environmentState, removed: true });

    const deeds = await listActivity(ctx, { subjectId: environmentId });

    expect(deeds.map(({ verb }) => verb)).toEqual(["removed a state of", "changed the light of"]);
  });
});
