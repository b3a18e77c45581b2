import { expect, it } from "vitest";
import { originWords, rightsWords, sharedRights } from "./rights-words";

const own = { source: "Photographed by Ola Berg", licence: "" };
const free = { source: "Rendered", licence: "CC0 1.0" };

it("writes source and licence, whichever there is, and says when there is neither", () => {
  expect(rightsWords(free)).toBe("Rendered · CC0 1.0");
  expect(rightsWords(own)).toBe("Photographed by Ola Berg");
  expect(rightsWords({ source: "", licence: "" })).toBe("No source given");
});

it("says rights once only when they hold for every picture", () => {
  expect(sharedRights([free, { ...free }])).toBe("Rendered · CC0 1.0");
  expect(sharedRights([free, own])).toBeUndefined();
  expect(sharedRights([])).toBeUndefined();
});

it("tells how a picture came in", () => {
  expect(originWords({ origin: "clip", clipFrame: 42 })).toBe("from a clip, frame 42");
  expect(originWords({ origin: "paste", clipFrame: null })).toBe("pasted");
});
