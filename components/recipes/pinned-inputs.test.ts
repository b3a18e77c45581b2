import { expect, test } from "vitest";
import { changedInputs } from "./pinned-inputs";

const held = [
  { slot: "image", mediaId: "a" },
  { slot: "controls", mediaId: "b" },
  { slot: "controls", mediaId: "c" },
];

test("names the slots that changed with all their pictures in order, and no other", () => {
  expect(changedInputs(held, {})).toBeUndefined();
  expect(changedInputs(held, { 0: "a" })).toBeUndefined();
  expect(changedInputs(held, { 2: "d" })).toEqual({ controls: ["b", "d"] });
  expect(changedInputs(held, { 0: "x", 1: "y" })).toEqual({ image: ["x"], controls: ["y", "c"] });
});
