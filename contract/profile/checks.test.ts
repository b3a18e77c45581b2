import { expect, it } from "vitest";
import { adviceOf, type CheckId, checkImage, type ImageChecks, middleSharpness } from "./checks";

const whole: ImageChecks = {
  ...{ width: 1000, height: 1200, sharpness: 200, plainBackground: 1 },
  face: { box: { x: 0, y: 0, width: 300, height: 400 }, trust: 0.9, yaw: 0, pitch: 0, roll: 0 },
  padding: { top: 0.3, left: 0.4, right: 0.4 },
};
const advised = (checks: Partial<ImageChecks>, slot: string | null = "front", middle = 0): CheckId[] =>
  adviceOf(checkImage({ checks: { ...whole, ...checks }, slot }, middle)).map(({ id }) => id);

it("has nothing to say of a good picture", () => {
  expect(advised({})).toEqual([]);
});

it("flags blur, by itself and beside its neighbours", () => {
  expect(advised({ sharpness: 30 })).toEqual(["sharpness"]);
  expect(advised({ sharpness: 60 }, "front", 100)).toEqual([]);
  expect(advised({ sharpness: 60 }, "front", 400)).toEqual(["sharpness"]);
  expect(middleSharpness([5, 300, 100].map((sharpness) => ({ checks: { ...whole, sharpness } })))).toBe(100);
});

it("flags what is smaller than 720 pixels at its longest side", () => {
  expect(advised({ width: 576, height: 720 })).toEqual([]);
  expect(advised({ width: 719, height: 300 })).toEqual(["size"]);
});

it("flags short room around the head and names the sides", () => {
  const [check] = adviceOf(
    checkImage({ checks: { ...whole, padding: { top: 0.05, left: 0.4, right: 0.1 } }, slot: null }),
  );
  expect(check?.word).toBe("Short above and at the right");
  expect(advised({ padding: { top: 0, left: 0, right: 0 } }, "close-up")).toEqual([]);
});

it("flags a busy background and a small face, but no face where none is seen", () => {
  expect(advised({ plainBackground: 0.4 })).toEqual(["background"]);
  const small = { ...whole.face, box: { x: 0, y: 0, width: 90, height: 120 } } as ImageChecks["face"] & object;
  expect(advised({ face: small })).toEqual(["face"]);
  expect(advised({ face: small }, "back")).toEqual([]);
  expect(advised({ face: small }, "full-body")).toEqual([]);
});

it("says that it does not know, where nothing was measured or no node read a face", () => {
  expect(checkImage({ checks: null, slot: null }).every(({ state }) => state === "unknown")).toBe(true);
  const { face: _, padding: __, ...faceless } = whole;
  const states = checkImage({ checks: faceless, slot: "front" }).map(({ id, state }) => [id, state]);
  expect(states).toContainEqual(["face", "unknown"]);
  expect(states).toContainEqual(["padding", "unknown"]);
});
