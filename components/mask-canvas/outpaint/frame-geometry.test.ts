import { expect, test } from "vitest";
import { frameOf, pull, shapeTo, sizeWords } from "./frame-geometry";

const picture = { width: 1280, height: 720 };
const limits = { min: 0, max: 1024, multiple: 8 };
const none = { top: 0, right: 0, bottom: 0, left: 0 };
const even = { top: 48, right: 48, bottom: 48, left: 48 };
const exact = { picture, limits, snap: false };
const snapped = { picture, limits, snap: true };

test("the frame is the picture with all that is added", () => {
  const frame = frameOf({ top: 1, right: 20, bottom: 300, left: 4000 }, picture);
  expect(frame).toEqual({ x: -4000, y: -1, w: 5300, h: 1021 });
  expect(sizeWords(frame)).toBe("5300 × 1021 px");
});

test("a side follows only its own axis, a corner two sides, outward always adds", () => {
  const by = { x: 10, y: 20 };
  expect(pull(even, { x: 1, y: 0 }, by, exact)).toEqual({ ...even, right: 58 });
  expect(pull(even, { x: -1, y: 0 }, by, exact)).toEqual({ ...even, left: 38 });
  expect(pull(even, { x: 0, y: -1 }, by, exact)).toEqual({ ...even, top: 28 });
  expect(pull(even, { x: 0, y: 1 }, by, exact)).toEqual({ ...even, bottom: 68 });
  expect(pull(even, { x: -1, y: 1 }, by, exact)).toEqual({ ...even, left: 38, bottom: 68 });
});

test("a side is a whole number within its limits", () => {
  expect(pull(none, { x: 1, y: 0 }, { x: 10.6, y: 0 }, exact).right).toBe(11);
  expect(pull(even, { x: 1, y: 0 }, { x: -500, y: 0 }, exact).right).toBe(0);
  expect(pull(even, { x: 1, y: 0 }, { x: 5000, y: 0 }, exact).right).toBe(1024);
  expect(pull(even, { x: 1, y: 0 }, { x: -500, y: 0 }, { ...exact, limits: { ...limits, min: 4 } }).right).toBe(4);
});

test("snapped, the new side of the picture is a multiple, whatever the picture and the side across are", () => {
  const odd = { width: 1279, height: 719 };
  for (const by of [5, 13, 100.4, 999, 5000]) {
    const edges = pull({ ...none, left: 3 }, { x: 1, y: 1 }, { x: by, y: by }, { ...snapped, picture: odd });
    const { w, h } = frameOf(edges, odd);
    expect([w % 8, h % 8], `by ${by}`).toEqual([0, 0]);
    expect(Math.max(edges.right, edges.bottom)).toBeLessThanOrEqual(1024);
  }
});

test("nothing added is within reach of a picture that is no multiple", () => {
  const odd = { picture: { width: 1279, height: 719 }, limits, snap: true };
  expect(pull({ ...none, right: 9 }, { x: 1, y: 0 }, { x: -9, y: 0 }, odd).right).toBe(0);
});

test("limits that leave no multiple still hold", () => {
  const tight = { picture: { width: 1281, height: 720 }, limits: { min: 0, max: 3, multiple: 8 }, snap: true };
  const { right } = pull(none, { x: 1, y: 0 }, { x: 2, y: 0 }, tight);
  expect(right).toBeGreaterThanOrEqual(0);
  expect(right).toBeLessThanOrEqual(3);
});

test("a shape is the smallest frame around the picture, shared evenly", () => {
  expect(shapeTo(1, picture, limits)).toEqual({ ...none, top: 280, bottom: 280 });
  expect(shapeTo(16 / 9, picture, limits)).toEqual(none);
  expect(shapeTo(16 / 9, { width: 720, height: 720 }, limits)).toEqual({ ...none, left: 280, right: 280 });
  const odd = { width: 101, height: 200 };
  const edges = shapeTo(1, odd, { ...limits, multiple: 1 });
  expect(edges).toEqual({ ...none, left: 49, right: 50 });
  expect(frameOf(edges ?? none, odd)).toMatchObject({ w: 200, h: 200 });
});

test("a shape that needs more than may be added is none", () => {
  expect(shapeTo(9 / 16, picture, limits)).toEqual({ ...none, top: 776, bottom: 776 });
  expect(shapeTo(9 / 16, picture, { ...limits, max: 128 })).toBeNull();
});
