import { expect, it } from "vitest";
import { type BoardItem, boardItem, ordered } from "./board-item";

const frame = (id: string): BoardItem =>
  boardItem({ id, shot: "SQ010_SH0010", label: id, picture: null } as Parameters<typeof boardItem>[0]);
const idsOf = (frames: readonly BoardItem[]) => frames.map(({ id }) => id).join("");

it("puts measured frames by their place, and the rest after them in story order", () => {
  const story = ["a", "b", "c", "d"].map(frame);
  const places = new Map([
    ["d", 0],
    ["b", 1],
    ["gone", 2],
  ]);
  expect(idsOf(ordered(story, places))).toBe("dbac");
  expect(ordered(story, null)).toBe(story);
});
