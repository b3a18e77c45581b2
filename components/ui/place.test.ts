import { expect, it } from "vitest";
import { place } from "@/components/ui/place";

const view = { width: 1000, height: 600 };
const size = { width: 200, height: 120 };
const box = (left: number, top: number, width = 80, height = 32) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

it("stands 4 px under its anchor, at its start", () => {
  expect(place(box(100, 100), size, view, { side: "bottom", align: "start" })).toEqual({ left: 100, top: 136 });
});

it("flips above an anchor near the lower edge", () => {
  expect(place(box(100, 520), size, view, { side: "bottom", align: "end" })).toEqual({ left: 8, top: 396 });
});

it("keeps 8 px inside the window", () => {
  expect(place(box(950, 100), size, view, { side: "bottom", align: "start" }).left).toBe(792);
});

it("stands at the right of a rail entry, or at the left where the window ends", () => {
  expect(place(box(0, 100, 56), size, view, { side: "right", align: "center" })).toEqual({ left: 60, top: 56 });
  expect(place(box(900, 100, 56), size, view, { side: "right", align: "start" })).toEqual({ left: 696, top: 100 });
});

it("chooses the roomier side when it fits on neither", () => {
  const tall = { width: 200, height: 560 };
  expect(place(box(100, 60), tall, view, { side: "top", align: "start" }).top).toBe(32);
});
