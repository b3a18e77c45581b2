import { expect, test } from "vitest";
import { fitTo, fitToArea, keepInSight, MAX_ZOOM, nextZoom, toImage, toScreen, wheelFactor, zoomTo } from "./viewport";

const screen = { width: 1200, height: 800 };
const image = { width: 4096, height: 2160 };

test("fitting shows the whole picture in the middle and never enlarges it", () => {
  const view = fitTo(screen, image);
  const [a, b] = [toScreen(view, { x: 0, y: 0 }), toScreen(view, { x: 4096, y: 2160 })];
  expect(a.x).toBeCloseTo(24);
  expect(b.x).toBeCloseTo(1176);
  expect(a.y).toBeCloseTo(800 - b.y);
  expect(fitTo(screen, { width: 64, height: 64 }).scale).toBe(1);
  expect(fitTo({ width: 0, height: 0 }, image).scale).toBeGreaterThan(0);
});

test("zooming keeps the point under the pointer within a hundredth of a pixel", () => {
  const anchor = { x: 333, y: 222 };
  let view = fitTo(screen, image);
  const under = toImage(view, anchor);
  for (let i = 0; i < 40; i++) view = zoomTo(view, view.scale * wheelFactor(i % 3 ? -80 : 60, 0), anchor);
  expect(Math.abs(toImage(view, anchor).x - under.x)).toBeLessThan(0.01);
  expect(zoomTo(view, 1e9, anchor).scale).toBe(MAX_ZOOM);
});

test("the picture can never be pushed out of sight", () => {
  const view = keepInSight({ scale: 0.5, x: 99_999, y: -99_999 }, screen, image);
  expect(view).toEqual({ scale: 0.5, x: 1152, y: 48 - 1080 });
});

test("zoom keys walk through round values", () => {
  expect([nextZoom(0.9, 1), nextZoom(1, 1), nextZoom(1, -1), nextZoom(32, 1)]).toEqual([1, 1.5, 0.75, 32]);
});

test("fitting an area beyond the picture shows all of it, in the middle of what is left above the bar", () => {
  const area = { x: -400, y: -200, w: 4896, h: 3400 };
  const view = fitToArea(screen, area, 40);
  const [a, b] = [toScreen(view, area), toScreen(view, { x: area.x + area.w, y: area.y + area.h })];
  expect(a.y).toBeCloseTo(24);
  expect(b.y).toBeCloseTo(760 - 24);
  expect(a.x).toBeCloseTo(1200 - b.x);
  expect(a.x).toBeGreaterThanOrEqual(24);
});
