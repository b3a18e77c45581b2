import { existsSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { warp } from "../../../geometry/affine";
import { cropMatrix } from "../../../geometry/face";
import { packageFolder } from "../../../package-folder";
import { texture } from "../../../testing/pictures";
import { NativeEngine } from "../native";
import { readPicture } from "../pixels";
import { sureTrust } from "./detector";
import { humanModels, probeHuman, readHumanModel } from "./human-files";

const faces = path.resolve(import.meta.dirname, "../../../../../shared/data/faces");
const portrait = path.join(faces, "astronaut.png");
const missing = await probeHuman();

test("names the package to install, or finds it whole", () => {
  const named = missing.map(({ what, how }) => `${what}: ${how}`).join();
  if (packageFolder("@vladmandic/human")) expect(named).not.toContain("the package @vladmandic/human");
  else expect(named).toMatch(/the package @vladmandic\/human@3\.3\.6: npm install/);
});

test("serves no file but the four it has pinned", async () => {
  expect(Object.keys(humanModels)).toHaveLength(4);
  await expect(readHumanModel(faces, "faceres.json")).rejects.toThrow(/not one of its pinned files/);
});

describe.skipIf(missing.length > 0 || !existsSync(portrait))(
  "the face search (optional packages and sample data)",
  () => {
    const engine = new NativeEngine();
    afterAll(() => engine.free());
    const find = (rgb: ReturnType<typeof texture>, mode: "fast" | "auto") =>
      engine.run("find-faces", { rgb, mode }, { signal: new AbortController().signal, limitMs: 60_000 });

    test.each([0, 60, 180])("finds one face turned by %i° and knows how it is turned", async (turn) => {
      const { rgb } = await readPicture(portrait, "Portrait");
      const upright = (await find(rgb, "fast")).faces[0];
      const scene = warp(rgb, 512, 512, cropMatrix({ x: 224, y: 130, roll: -turn }, 512, 512));

      const { faces: found } = await find(scene, "auto");

      expect(found).toHaveLength(1);
      expect(found[0]?.trust).toBeGreaterThanOrEqual(sureTrust);
      const off = (((found[0]?.roll ?? 0) - (upright?.roll ?? 0) - turn + 540) % 360) - 180;
      expect(Math.abs(off)).toBeLessThan(5);
      expect(Math.hypot((found[0]?.x ?? 0) - 256, (found[0]?.y ?? 0) - 256)).toBeLessThan(45);
    });

    test("finds none in a texture", async () => {
      expect((await find(texture(300, 200), "fast")).faces).toEqual([]);
    });
  },
);
