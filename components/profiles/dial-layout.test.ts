import { expect, it } from "vitest";
import { angleIds } from "@/contract/profile/angles";
import { nearestSlot } from "@/contract/profile/directions";
import { dial, directionAt, pointOf, regionAt, regions } from "./dial-layout";

it("has a region for each angle, one of them the main one, none over another", () => {
  for (const slot of angleIds) expect(regions.filter((one) => one.slot === slot && one.main)).toHaveLength(1);
  for (const a of regions)
    for (const b of regions)
      if (a !== b)
        expect(Math.hypot((a.x - b.x) / (a.rx + b.rx), (a.y - b.y) / (a.ry + b.ry))).toBeGreaterThanOrEqual(1);
});

it("keeps every region on the dial", () => {
  for (const { x, y, rx, ry } of regions) {
    expect(Math.abs(x) + rx).toBeLessThanOrEqual(dial.width / 2);
    expect(Math.abs(y) + ry).toBeLessThanOrEqual(dial.height / 2);
  }
});

it("finds the angle and the direction under a point", () => {
  for (const { slot, x, y } of regions) {
    expect(regionAt(x, y)).toBe(slot);
    expect(nearestSlot(directionAt(x, y)).slot).toBe(slot);
  }
  expect(regionAt(22, 40)).toBeUndefined();
  expect(directionAt(pointOf({ yaw: 33, pitch: -12 }).x, pointOf({ yaw: 33, pitch: -12 }).y)).toEqual({
    yaw: 33,
    pitch: -12,
  });
});
