import { describe, expect, it } from "vitest";
import { lightPresets } from "@/contract/environment/light";
import { fromDial, onDial, tintOf } from "./light-css";

describe("the dial", () => {
  it("gives back the angles it shows", () => {
    for (const [azimuth, elevation] of [
      [0, 10],
      [90, 0],
      [250, 15],
      [180, 60],
      [315, -40],
    ] as const) {
      const { x, y } = onDial({ azimuth, elevation });
      expect(fromDial(x, y, 0)).toEqual({ azimuth, elevation });
    }
    expect(fromDial(0, 0, 77)).toEqual({ azimuth: 77, elevation: 90 });
    expect(fromDial(9, 0, 0)).toEqual({ azimuth: 90, elevation: -90 });
  });
});

describe("the tint", () => {
  it("is bright on the lit side and dim by a dim light", () => {
    const left = tintOf({ ...lightPresets.noon, azimuth: 270, elevation: 0 });
    expect(left.background).toMatch(/^linear-gradient\(-90\.0deg, rgb\(7\d 7\d 7\d\), rgb\(255 255 255\)\)$/);
    expect(tintOf(lightPresets.night).brightness).toBeLessThan(tintOf(lightPresets.noon).brightness);
  });
});
