import { expect, test } from "vitest";
import { encodePoints } from "@/contract/mask/points";
import type { Presence } from "@/contract/presence";
import { Others, SILENCE_MS } from "./others";

const said = (tab: string, more: Partial<Presence> = {}): Presence => ({
  ...{ room: "r", tab, userId: `user-${tab}`, name: `Person ${tab}` },
  ...{ at: { x: 1, y: 2 }, view: null, tool: "brush", layer: "mask", stroke: null, left: false },
  ...more,
});
const piece = (id: string, from: number, points: number[], done = false): Presence["stroke"] => ({
  ...{ id, layer: "mask", mode: "add" as const, size: 80, from, done },
  points: points.length > 0 ? encodePoints(points, 3) : "",
});

test("people come and go; a tab does not see itself", () => {
  const others = new Others("me");
  expect(others.hear(said("me"), 0)).toBe(false);
  expect(others.hear(said("b"), 0)).toBe(true);
  expect(others.hear(said("a"), 0)).toBe(true);
  expect(others.list.map(({ name }) => name)).toEqual(["Person a", "Person b"]);
  const list = others.list;
  expect(others.hear(said("a", { at: { x: 9, y: 9 } }), 10)).toBe(false);
  expect(others.list).toBe(list);
  expect(others.hear(said("a", { layer: "eyes" }), 20)).toBe(true);
  expect(others.hear(said("b", { left: true }), 30)).toBe(true);
  expect(others.list.map(({ tab }) => tab)).toEqual(["a"]);
});

test("who says nothing is gone after a while", () => {
  const others = new Others("me");
  others.hear(said("a"), 0);
  expect(others.sweep(SILENCE_MS)).toBe(false);
  expect(others.sweep(SILENCE_MS + 1)).toBe(true);
  expect(others.size).toBe(0);
});

test("a stroke grows piece by piece, and goes once its op is in the log", () => {
  const others = new Others("me");
  others.hear(said("a", { stroke: piece("s", 0, [4, 8, 255, 40, 8, 255]) }), 0);
  others.hear(said("a", { stroke: piece("s", 2, [80, 12, 200]) }), 60);
  const strokes = () => [...others.all()].flatMap(({ strokes }) => [...strokes.values()]);
  expect(strokes().map(({ points }) => points)).toEqual([[4, 8, 255, 40, 8, 255, 80, 12, 200]]);
  others.settled("mask");
  expect(strokes()).toHaveLength(1);
  others.hear(said("a", { stroke: piece("s", 3, [], true) }), 120);
  others.settled("eyes");
  expect(strokes()).toHaveLength(1);
  others.settled("mask");
  expect(strokes()).toHaveLength(0);

  others.hear(said("a", { stroke: piece("t", 0, [4, 8, 255], true) }), 200);
  others.sweep(5_000);
  expect(strokes()).toHaveLength(0);
});
