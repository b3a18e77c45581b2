import { expect, it } from "vitest";
import { swapOf } from "./swap-best";
import type { PackageImage } from "./use-package-store";

const image = (id: string, slot: PackageImage["slot"], sharpness: number) =>
  ({ id, slot, checks: { width: 1000, height: 1000, plainBackground: 1, sharpness } }) as PackageImage;

it("puts a sharper candidate in the slot of a softer picture and leaves over the other candidates", () => {
  const { best, slot, left } = swapOf([
    image("placed", "front", 60),
    image("best", null, 300),
    image("third", null, 90),
  ]);
  expect([best?.id, slot, left]).toEqual(["best", "front", ["third"]]);
});

it("moves nothing when the best is placed already, or when both stand in angles", () => {
  expect(swapOf([image("placed", "front", 300), image("other", null, 60)])).toMatchObject({
    slot: null,
    left: ["other"],
  });
  expect(swapOf([image("a", "front", 60), image("b", "back", 300)])).toMatchObject({ slot: null, left: [] });
  expect(swapOf([])).toEqual({ best: undefined, slot: null, left: [] });
});
