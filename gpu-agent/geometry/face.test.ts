import { describe, expect, test } from "vitest";
import { psnr, texture, withBlock } from "../testing/pictures";
import { apply, invert } from "./affine";
import { cropFace, cropMatrix, type Face, faceByHand, squareSide } from "./face";
import { eyesOf, ovalMask } from "./face-mask";
import { pasteFaces } from "./face-paste";
import { bytesChangedOutside, unsharp } from "./masks";

const scene = texture(1080, 810, 0);
const options = { size: 720, padding: 0.35 };
const soft = { feather: 0.12, keepEyes: false };
const roundTrip = (face: Face, mode: "straight" | "delta") => {
  const crop = cropFace(scene, face, options);
  return pasteFaces(scene, [{ crop, result: crop.rgb, mask: ovalMask(scene, face, soft) }], mode);
};

describe.each([
  [64, 40],
  [165, 45],
  [494, 52],
])("a face of %i px", (side, floor) => {
  test.each([0, 30, 60, 90])("at %i° comes back as it was", (roll) => {
    const face = { x: side < 200 ? 330 : 540, y: side < 200 ? 300 : 405, side, roll };

    const straight = roundTrip(face, "straight");
    const delta = roundTrip(face, "delta");

    expect(bytesChangedOutside(scene, delta.rgb)).toBe(0);
    expect(bytesChangedOutside(scene, straight.rgb, straight.mask)).toBe(0);
    const inside = psnr(scene, straight.rgb, (i) => (straight.mask.data[i] ?? 0) > 252);
    expect(inside).toBeGreaterThan(floor);
  });
});

test("an engine that changes everything still leaves every byte outside the mask", () => {
  const face = { x: 20, y: 790, side: 165, roll: -25 };
  const crop = cropFace(scene, face, options);
  const inverted = { ...crop.rgb, data: crop.rgb.data.map((value) => 255 - value) };
  for (const mode of ["straight", "delta"] as const) {
    const { rgb, mask } = pasteFaces(scene, [{ crop, result: inverted, mask: ovalMask(scene, face, soft) }], mode);
    expect(bytesChangedOutside(scene, rgb, mask)).toBe(0);
    expect(bytesChangedOutside(scene, rgb)).toBeGreaterThan(1000);
  }
  expect(crop.inside).toBeGreaterThan(0.2);
  expect(crop.inside).toBeLessThan(0.5);
});

test("pads by the share of the side and fills the square accordingly", () => {
  expect(squareSide({ x: 0, y: 0, side: 494, roll: 0 }, 0.35)).toBeCloseTo(494 * 1.7);
  const m = cropMatrix({ x: 300, y: 200, roll: 0 }, 170, 720);
  expect(apply(m, { x: 0, y: 0 })).toEqual({ x: 215, y: 115 });
  expect(apply(m, { x: 720, y: 720 })).toEqual({ x: 385, y: 285 });
});

test.each([-150, -30, 12, 75, 180])("levels the eyes of a face tilted by %i° within half a degree", (roll) => {
  const angle = (roll * Math.PI) / 180;
  const eye = (at: number) => ({ x: 400 + at * 40 * Math.cos(angle), y: 300 + at * 40 * Math.sin(angle) });
  const face = faceByHand({ x: 400, y: 310, side: 165 }, { left: eye(-1), right: eye(1) });

  const toCrop = invert(cropFace(scene, face, options).toImage);
  const [left, right] = eyesOf(face).map((point) => apply(toCrop, point));

  const tilt = Math.atan2((right?.y ?? 9) - (left?.y ?? 0), (right?.x ?? 0) - (left?.x ?? 0));
  expect(Math.abs((tilt * 180) / Math.PI)).toBeLessThan(0.5);
});

test("really turns the pixels upright", () => {
  const roll = 30;
  const angle = (roll * Math.PI) / 180;
  const spot = (at: number) => [540 + at * 60 * Math.cos(angle), 405 + at * 60 * Math.sin(angle)].map(Math.round);
  const [ax = 0, ay = 0] = spot(-1);
  const [bx = 0, by = 0] = spot(1);
  const dark = withBlock(scene, [300, 150, 800, 650], [10, 10, 10]);
  const eyed = withBlock(
    withBlock(dark, [ax - 4, ay - 4, ax + 5, ay + 5], [255, 0, 0]),
    [bx - 4, by - 4, bx + 5, by + 5],
    [0, 0, 255],
  );

  const { rgb } = cropFace(eyed, { x: 540, y: 405, side: 200, roll }, options);

  const centroid = (channel: number) => {
    let [sum, sx, sy] = [0, 0, 0];
    for (let i = 0; i < rgb.width * rgb.height; i++) {
      if ((rgb.data[i * 3 + channel] ?? 0) < 128 || (rgb.data[i * 3 + 1] ?? 0) > 60) continue;
      sum++;
      sx += i % rgb.width;
      sy += Math.floor(i / rgb.width);
    }
    return [sx / sum, sy / sum] as const;
  };
  const [red, blue] = [centroid(0), centroid(2)];
  const tilt = (Math.atan2(blue[1] - red[1], blue[0] - red[0]) * 180) / Math.PI;
  expect(Math.abs(tilt)).toBeLessThan(0.5);
  expect(blue[0]).toBeGreaterThan(red[0]);
});

test("keeps the original eyes byte for byte", () => {
  const face = { x: 540, y: 405, side: 300, roll: 20 };
  const crop = cropFace(scene, face, options);
  const mask = ovalMask(scene, face, { feather: 0.12, keepEyes: true });
  const black = { ...crop.rgb, data: crop.rgb.data.map(() => 0) };
  const { rgb } = pasteFaces(scene, [{ crop, result: black, mask }], "straight");
  for (const eye of eyesOf(face)) {
    const i = (Math.round(eye.y) * scene.width + Math.round(eye.x)) * 3;
    expect([...rgb.data.slice(i, i + 3)]).toEqual([...scene.data.slice(i, i + 3)]);
  }
  expect([...rgb.data.slice((405 * 1080 + 540) * 3, (405 * 1080 + 540) * 3 + 3)]).toEqual([0, 0, 0]);
});

test("each pixel of both eyes equals the source, whatever the face became and however it is turned (B27)", () => {
  for (const roll of [-40, 0, 20, 135]) {
    const face = { x: 540, y: 405, side: 300, roll };
    const crop = cropFace(scene, face, options);
    const mask = ovalMask(scene, face, { feather: 0.12, keepEyes: true });
    const black = { ...crop.rgb, data: crop.rgb.data.map(() => 0) };
    const { rgb } = pasteFaces(scene, [{ crop, result: black, mask }], "straight");
    const turn = (-roll * Math.PI) / 180;
    let looked = 0;
    for (const eye of eyesOf(face))
      for (let y = -60; y <= 60; y++)
        for (let x = -60; x <= 60; x++) {
          // Within the eye's own ellipse: 15 % of the face across, 8.5 % up and down.
          const [dx, dy] = [Math.round(eye.x) + x - eye.x, Math.round(eye.y) + y - eye.y];
          const [u, v] = [dx * Math.cos(turn) - dy * Math.sin(turn), dx * Math.sin(turn) + dy * Math.cos(turn)];
          if (Math.hypot(u / (0.15 * face.side), v / (0.085 * face.side)) > 1) continue;
          const i = ((Math.round(eye.y) + y) * scene.width + Math.round(eye.x) + x) * 3;
          if (
            rgb.data[i] !== scene.data[i] ||
            rgb.data[i + 1] !== scene.data[i + 1] ||
            rgb.data[i + 2] !== scene.data[i + 2]
          )
            throw new Error(`turned by ${roll}°: the pixel ${x}, ${y} from the eye is another`);
          looked++;
        }
    expect(looked).toBeGreaterThan(5_000);
  }
});

test("where two faces overlap the stronger mask decides, in any order", () => {
  const faces = [
    { x: 400, y: 400, side: 165, roll: 0 },
    { x: 470, y: 420, side: 165, roll: 10 },
  ];
  const pasted = faces.map((face, at) => {
    const crop = cropFace(scene, face, options);
    return { crop, result: unsharp(crop.rgb, 2, 1 + at), mask: ovalMask(scene, face, soft) };
  });
  const one = pasteFaces(scene, pasted, "delta");
  const other = pasteFaces(scene, pasted.toReversed(), "delta");
  expect(bytesChangedOutside(one.mask, other.mask)).toBe(0);
  expect(bytesChangedOutside(scene, one.rgb, one.mask)).toBe(0);
});

test("shrinks a huge face with a filter, in place", () => {
  const large = texture(2400, 2400, 0);
  const face = { x: 1200, y: 1200, side: 1400, roll: 0 };
  const crop = cropFace(large, face, { size: 256, padding: 0.35 });
  const at = apply(crop.toImage, { x: 100, y: 120 });
  const source = large.data[(Math.round(at.y) * 2400 + Math.round(at.x)) * 3 + 2] ?? 0;
  expect(Math.abs((crop.rgb.data[(120 * 256 + 100) * 3 + 2] ?? 0) - source)).toBeLessThan(16);
});
