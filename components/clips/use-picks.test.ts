import { expect, test } from "vitest";
import { readPicks, withPick, writePicks } from "./use-picks";

test("picks survive the address, and what does not read is left out", () => {
  const picks = [
    { frame: 12, slot: "front" as const },
    { frame: 40, slot: null },
  ];
  expect(readPicks(writePicks(picks), 100)).toEqual(picks);
  expect(readPicks("12:front.x.900.-1.40:nowhere.", 100)).toEqual(picks);
  expect(readPicks("", 100)).toEqual([]);
});

test("an angle is one frame's: the one that had it becomes a candidate", () => {
  const first = withPick([], { frame: 30, slot: "front" });
  const second = withPick(first, { frame: 10, slot: "front" });
  expect(second).toEqual([
    { frame: 10, slot: "front" },
    { frame: 30, slot: null },
  ]);
  expect(withPick(second, { frame: 10, slot: "back" })[0]).toEqual({ frame: 10, slot: "back" });
});

test("close-ups hold any number", () => {
  const picks = withPick(withPick([], { frame: 1, slot: "expression" }), { frame: 2, slot: "expression" });
  expect(picks.map(({ slot }) => slot)).toEqual(["expression", "expression"]);
});
