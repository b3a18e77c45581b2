import { describe, expect, it, test } from "vitest";
import { moveWarnings, readMove } from "./camera-move";

test.each([
  ["Dolly left 2 m", { travels: true, metres: 2, pans: null }],
  ["Slow push", { travels: true, metres: null }],
  ["Pan right 3840 px", { travels: false, pans: "across", pixels: 3840 }],
  ["Tilt down", { travels: false, pans: "up or down", pixels: null }],
  ["Zoom 1,5x on the lamp", { zoom: 1.5, metres: null }],
  ["Static", { travels: false, pans: null, zoom: null }],
])("reads “%s”", (text, wanted) => expect(readMove(text)).toMatchObject(wanted));

describe("a move in a place", () => {
  const output = { width: 1920, height: 1080 };
  const warn = (
    move: string,
    kind: "plate" | "panorama" | "modelled" = "plate",
    plate = { width: 2000, height: 1200 },
  ) => moveWarnings({ kind, move, plate, output });

  it("is warned of travelling before a plate and in a panorama, not in a model", () => {
    expect(warn("Dolly left")).toEqual([expect.stringMatching(/flat plate, which has no parallax/)]);
    expect(warn("Crane up 3 m", "panorama")).toEqual([expect.stringMatching(/beyond 10 % of its radius/)]);
    expect(warn("Dolly left", "modelled")).toEqual([]);
  });

  it("is warned of a pan of 3840 pixels over a plate of 2000 (E16), and of a zoom it does not carry", () => {
    expect(warn("Pan right 3840 px")).toEqual([expect.stringMatching(/^Too small: the move needs 5760 × 1080/)]);
    expect(warn("Zoom 2x")).toEqual([expect.stringMatching(/^Too small/)]);
    expect(warn("Zoom 1x")).toEqual([]);
  });

  it("is warned of a pan without a length only where there is no room at all", () => {
    expect(warn("Pan right")).toEqual([]);
    expect(warn("Pan right", "plate", { width: 1920, height: 1080 })).toEqual([
      expect.stringMatching(/^The plate of 1920 × 1080 pixels leaves no room to pan/),
    ]);
  });

  it("says nothing of what stands still, or where there is no plate yet", () => {
    expect(warn("Static")).toEqual([]);
    expect(moveWarnings({ kind: "plate", move: "Pan right 900 px", plate: null, output })).toEqual([]);
  });
});
