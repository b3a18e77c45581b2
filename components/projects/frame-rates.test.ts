import { expect, it } from "vitest";
import { frameRates, rateLabel, rateOf } from "./frame-rates";

it("reads every offered rate as the fraction it is", () => {
  expect(frameRates.map(({ value }) => rateOf(value))).toEqual([
    { fpsNum: 24, fpsDen: 1 },
    { fpsNum: 25, fpsDen: 1 },
    { fpsNum: 30, fpsDen: 1 },
    { fpsNum: 24000, fpsDen: 1001 },
  ]);
});

it("writes whole rates without decimals and NTSC rates with three", () => {
  expect(rateLabel(24, 1)).toBe("24 fps");
  expect(rateLabel(24000, 1001)).toBe("23.976 fps");
});

it("refuses what is no fraction", () => {
  expect(() => rateOf("24")).toThrow("no frame rate");
});
