import { expect, test } from "vitest";
import { saveWords, zoomWords } from "./canvas-words";

test("the save status counts what still has to be sent", () => {
  expect(saveWords({ state: "saved" })).toBe("Saved");
  expect(saveWords({ state: "saving", waiting: 2 })).toBe("Saving");
  expect(saveWords({ state: "offline", waiting: 3 })).toBe("Offline, 3 to send");
  expect(saveWords({ state: "refused", waiting: 1, message: "gone" })).toBe("Not saved");
});

test("the zoom is whole per cent, with a digit where that says nothing", () => {
  expect(zoomWords(1)).toBe("100 %");
  expect(zoomWords(0.6234)).toBe("62 %");
  expect(zoomWords(0.0456)).toBe("4.6 %");
  expect(zoomWords(20)).toBe("2000 %");
});
