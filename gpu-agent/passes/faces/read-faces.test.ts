import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import sharp, { type Sharp } from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FacesFacts, isSure } from "../../../contract/profile/face";
import { FacesFactsShape } from "../../../contract/profile/face-facts";
import { probeHuman } from "../../engines/native/faces/human-files";
import { freeEngines, type PassOutcome, performPass } from "../../perform";
import { texture } from "../../testing/pictures";

const samples = path.resolve(import.meta.dirname, "../../../../shared/data/faces");
const skip = (await probeHuman()).length > 0 || !existsSync(samples);
if (skip) console.warn("Skipped: reading faces needs the optional detector and the portraits of shared/data/faces.");

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "faces-"));
});
afterAll(async () => {
  await freeEngines();
  await rm(folder, { recursive: true });
});

const read = async (...files: string[]): Promise<FacesFacts & { outcome: PassOutcome }> => {
  const outcome = await performPass({
    ...{ pass: "read-faces", version: 1, params: {}, inputs: { picture: files } },
    ...{ outDir: await mkdtemp(path.join(folder, "out-")), signal: new AbortController().signal },
    onProgress: () => undefined,
  });
  return { ...FacesFactsShape.parse(outcome.facts), outcome };
};
const changed = async (name: string, how: (picture: Sharp) => Sharp) => {
  const file = path.join(folder, `${name}-${Math.random().toString(36).slice(2)}.png`);
  await how(sharp(path.join(samples, name)))
    .png()
    .toFile(file);
  return file;
};
const faceOf = (facts: FacesFacts, at = 0) => {
  const picture = facts.pictures[at];
  if (!picture || "error" in picture) throw new Error(`picture ${at} was not read`);
  const faces = picture.faces.filter(isSure);
  expect(faces).toHaveLength(1);
  const [face] = faces;
  if (!face) throw new Error("no face");
  return { ...face, width: picture.width, height: picture.height };
};

describe.skipIf(skip)("reading faces (optional packages and sample data)", () => {
  test.each(["person1-official.jpg", "person1-podium.jpg", "person2-standing.jpg", "astronaut.png"])(
    "%s: its mirror image looks the other way, at the same height",
    async (name) => {
      const facts = await read(path.join(samples, name), await changed(name, (picture) => picture.flop()));
      const [face, mirror] = [faceOf(facts), faceOf(facts, 1)];
      expect(Math.abs(face.yaw + mirror.yaw)).toBeLessThan(5);
      expect(Math.abs(face.pitch - mirror.pitch)).toBeLessThan(5);
      expect(Math.abs(face.roll + mirror.roll)).toBeLessThan(5);
      expect(
        Math.abs(face.box.x + face.box.width / 2 - (mirror.width - mirror.box.x - mirror.box.width / 2)),
      ).toBeLessThan(face.box.width / 8);
    },
    60_000,
  );

  test("turned in the picture, a face rolls by so much and looks the same way", async () => {
    const background = { r: 128, g: 128, b: 128 };
    const turned = await Promise.all(
      [25, -40].map((turn) => changed("person1-official.jpg", (picture) => picture.rotate(turn, { background }))),
    );
    const facts = await read(path.join(samples, "person1-official.jpg"), ...turned);
    const straight = faceOf(facts);
    for (const [at, turn] of [25, -40].entries()) {
      const face = faceOf(facts, at + 1);
      expect(Math.abs(face.roll - straight.roll - turn)).toBeLessThan(5);
      expect(Math.abs(face.yaw - straight.yaw)).toBeLessThan(6);
      expect(Math.abs(face.pitch - straight.pitch)).toBeLessThan(6);
    }
  }, 60_000);

  test("a portrait to the camera is near straight on; its box lies on the face", async () => {
    const face = faceOf(await read(path.join(samples, "person1-official.jpg")));
    expect(Math.hypot(face.yaw, face.pitch)).toBeLessThan(12);
    expect(face.box.x).toBeGreaterThan(face.width * 0.2);
    expect(face.box.x + face.box.width).toBeLessThan(face.width * 0.8);
    expect(face.box.y + face.box.height).toBeLessThan(face.height * 0.55);
  }, 60_000);

  test("keeps the order of the pictures, says which could not be read, and shows the faces upright", async () => {
    const broken = path.join(folder, "broken.png");
    await writeFile(broken, "no picture");
    const plain = path.join(folder, "plain.png");
    const { data, width, height } = texture(300, 200);
    await sharp(data, { raw: { width, height, channels: 3 } })
      .png()
      .toFile(plain);

    const facts = await read(plain, broken, path.join(samples, "astronaut.png"));

    expect(facts.pictures[0]).toMatchObject({ width: 300, height: 200, faces: [] });
    expect(facts.pictures[1]).toEqual({ error: expect.stringMatching(/^Picture 2 of 3: .*cannot be decoded/) });
    expect(faceOf(facts, 2).trust).toBeGreaterThan(0.65);
    expect(facts.model).toBeNull();
    expect(facts.outcome.rough).toBe(false);
    const [sheet] = facts.outcome.outputs;
    expect(await sharp(sheet?.path).metadata()).toMatchObject({ width: 112, height: 112 });
  }, 60_000);
});
