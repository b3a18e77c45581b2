import { expect, test } from "vitest";
import { allSaved } from "./save-status";

test("the badge tells of the worst layer and counts what waits in all", () => {
  expect(allSaved([])).toEqual({ state: "saved" });
  expect(allSaved([{ state: "saved" }, { state: "saving", waiting: 2 }])).toEqual({ state: "saving", waiting: 2 });
  expect(allSaved([{ state: "offline", waiting: 3 }, { state: "saving", waiting: 2 }, { state: "saved" }])).toEqual({
    state: "offline",
    waiting: 5,
  });
  expect(
    allSaved([
      { state: "offline", waiting: 3 },
      { state: "refused", waiting: 1, message: "“Eyes” is locked." },
    ]),
  ).toEqual({ state: "refused", waiting: 4, message: "“Eyes” is locked." });
});
