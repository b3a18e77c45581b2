import { expect, test } from "vitest";
import { pixelSha256 } from "../mask/hash";
import { applyOp } from "../mask/raster";
import { TiledMask } from "../mask/tiles";
import { atOnce, drawMannequin, NOBODY, templateSteps } from "./draw";
import { bodyParts, mannequinBuilds, mannequinViews } from "./words";

const size = { width: 240, height: 320 };
const countOf = (parts: Uint8Array, name: (typeof bodyParts)[number]) =>
  parts.filter((part) => part === bodyParts.indexOf(name)).length;

test("every figure stands inside the picture from every side, with each part of its body seen", () => {
  for (const build of mannequinBuilds)
    for (const view of mannequinViews) {
      const { parts, width, height } = drawMannequin({ build, view, ...size });
      for (const name of bodyParts) {
        const seen = countOf(parts, name) > 0;
        expect(seen, `${name} of ${build}, ${view}`).toBe(name !== "accessory");
      }
      const touches = parts.some(
        (part, i) =>
          part !== NOBODY && (i < width || i >= width * (height - 1) || i % width === 0 || i % width === width - 1),
      );
      expect(touches, `${build}, ${view}`).toBe(false);
    }
});

test("a face is in front, hair behind; a figure from the front is as wide on both sides", () => {
  const [front, back] = [
    drawMannequin({ build: "average", view: "front", ...size }).parts,
    drawMannequin({ build: "average", view: "back", ...size }).parts,
  ];
  expect(countOf(front, "head")).toBeGreaterThan(2 * countOf(back, "head"));
  expect(countOf(back, "hair")).toBeGreaterThan(countOf(front, "hair"));
  for (let y = 0; y < size.height; y++)
    for (let x = 0; x < size.width / 2; x++) {
      const [a, b] = [front[y * size.width + x], front[(y + 1) * size.width - 1 - x]];
      if (a !== b) expect.fail(`${x}, ${y}: ${a} and ${b}`);
    }
});

test("builds differ as their names say", () => {
  const parts = (build: (typeof mannequinBuilds)[number]) => drawMannequin({ build, view: "front", ...size }).parts;
  expect(countOf(parts("heavy"), "torso")).toBeGreaterThan(1.2 * countOf(parts("average"), "torso"));
  expect(countOf(parts("slim"), "torso")).toBeLessThan(countOf(parts("average"), "torso"));
  expect(countOf(parts("child"), "head")).toBeGreaterThan(1.5 * countOf(parts("average"), "head"));
});

test("the template masks hold every pixel of the picture exactly once, as large as it", () => {
  const drawn = drawMannequin({ build: "broad", view: "three-quarter", ...size });
  const masks = [...atOnce(templateSteps(drawn)).values()].map((op) => {
    const mask = new TiledMask(size.width, size.height);
    applyOp(mask, op);
    return mask.flat();
  });
  const held = masks[0]?.map((_, i) => masks.filter((mask) => mask[i] === 255).length);
  expect(held?.length).toBe(size.width * size.height);
  expect(held?.every((n) => n === 1)).toBe(true);
  expect(masks.every((mask) => mask.every((value) => value === 0 || value === 255))).toBe(true);
});

test("the same choice gives the same bytes; a picture without room is refused", async () => {
  const twice = [1, 2].map(() => drawMannequin({ build: "average", view: "side", ...size }));
  const [first, second] = await Promise.all(twice.map(({ grey }) => pixelSha256(grey)));
  expect(first).toBe(second);
  expect(() => drawMannequin({ build: "average", view: "side", width: 40, height: 320 })).toThrow("64 to");
});
