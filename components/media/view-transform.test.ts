import { expect, it } from "vitest";
import { fitView, keepInside, zoomAt } from "@/components/media/view-transform";

const view = { width: 1000, height: 600 };

it("fits a large picture and centres it", () => {
  expect(fitView({ width: 4000, height: 1200 }, view)).toEqual({ scale: 0.25, x: 0, y: 150 });
});

it("does not enlarge a small picture", () => {
  expect(fitView({ width: 100, height: 100 }, view)).toEqual({ scale: 1, x: 450, y: 250 });
});

it("keeps the point under the pointer while zooming", () => {
  const from = { scale: 0.5, x: 40, y: -20 };
  const to = zoomAt(from, 3, 300, 200);
  const pictureX = (300 - from.x) / from.scale;
  expect(to.x + pictureX * to.scale).toBeCloseTo(300, 9);
  expect(to.y + ((200 - from.y) / from.scale) * to.scale).toBeCloseTo(200, 9);
});

it("stops at 2 % and 3200 %", () => {
  expect(zoomAt({ scale: 1, x: 0, y: 0 }, 1000, 0, 0).scale).toBe(32);
  expect(zoomAt({ scale: 1, x: 0, y: 0 }, 0, 0, 0).scale).toBe(0.02);
});

it("never lets the picture leave its window", () => {
  const image = { width: 200, height: 200 };
  expect(keepInside({ scale: 1, x: 5000, y: -5000 }, image, view)).toEqual({ scale: 1, x: 952, y: -152 });
});
