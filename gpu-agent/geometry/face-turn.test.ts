import { expect, test } from "vitest";
import { faceTurn, type Point3 } from "./face-turn";

const radians = Math.PI / 180;

/** A head that looks at the camera, turned by pitch, then yaw, then rolled in the picture; signs as documented. */
const head = (yaw: number, pitch: number, roll: number) => {
  const turned = ({ x, y, z }: Point3): Point3 => {
    const [a, b, c] = [pitch * radians, yaw * radians, roll * radians];
    // Looking up: what is in front (negative z) goes up (negative y).
    const up = { x, y: y * Math.cos(a) + z * Math.sin(a), z: z * Math.cos(a) - y * Math.sin(a) };
    // Looking to the picture's right: what is in front goes to positive x.
    const right = { x: up.x * Math.cos(b) - up.z * Math.sin(b), y: up.y, z: up.z * Math.cos(b) + up.x * Math.sin(b) };
    return {
      x: right.x * Math.cos(c) - right.y * Math.sin(c) + 300,
      y: right.y * Math.cos(c) + right.x * Math.sin(c) + 200,
      z: right.z,
    };
  };
  return {
    nose: turned({ x: 0, y: 0, z: -60 }),
    corners: {
      top: turned({ x: 0, y: -90, z: 0 }),
      bottom: turned({ x: 0, y: 90, z: 0 }),
      left: turned({ x: -70, y: 0, z: 40 }),
      right: turned({ x: 70, y: 0, z: 40 }),
    },
  };
};

test.each([
  [0, 0, 0],
  [30, 0, 0],
  [-45, 0, 0],
  [0, 25, 0],
  [0, -25, 0],
  [40, 15, 0],
  [-20, -10, 30],
  [60, 20, -120],
])("reads yaw %i, pitch %i under a roll of %i", (yaw, pitch, roll) => {
  const turn = faceTurn(head(yaw, pitch, roll).corners, roll);
  expect(turn.yaw).toBeCloseTo(yaw, 6);
  expect(turn.pitch).toBeCloseTo(pitch, 6);
});

test("looks where the nose points: right is positive x, up is negative y", () => {
  expect(head(30, 0, 0).nose.x).toBeGreaterThan(300);
  expect(head(0, 25, 0).nose.y).toBeLessThan(200);
});

test("says straight on of a figure without extent", () => {
  const point = { x: 1, y: 1, z: 0 };
  expect(faceTurn({ top: point, bottom: point, left: point, right: point }, 12)).toEqual({ yaw: 0, pitch: 0 });
});
