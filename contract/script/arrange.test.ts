import { describe, expect, it } from "vitest";
import { dropPlaces, type ShotPlace, stepPlaces } from "./arrange";

const story = ["A1", "A2", "A3", "B1", "B2"].map((id) => ({ id, sequence: id.slice(0, 1) }));

/** The story after places were carried out, as the server does it. */
const after = (places: readonly ShotPlace[]) => {
  const sequences = new Map<string, string[]>([
    ["A", ["A1", "A2", "A3"]],
    ["B", ["B1", "B2"]],
  ]);
  for (const { shotId, sequence, after } of places) {
    for (const [key, ids] of sequences)
      sequences.set(
        key,
        ids.filter((id) => id !== shotId),
      );
    const ids = sequences.get(sequence) ?? [];
    ids.splice(after === undefined ? ids.length : after === null ? 0 : ids.indexOf(after) + 1, 0, shotId);
  }
  return [...sequences.values()].map((ids) => ids.join(" ")).join(" | ");
};
const step = (ids: string[], way: "up" | "down") => after(stepPlaces(story, new Set(ids), way));
const drop = (ids: string[], onto: string, side: "before" | "behind") =>
  after(dropPlaces(story, new Set(ids), onto, side));

describe("the order of shots", () => {
  it("moves one step, alone or together", () => {
    expect(step(["A2"], "up")).toBe("A2 A1 A3 | B1 B2");
    expect(step(["A3"], "up")).toBe("A1 A3 A2 | B1 B2");
    expect(step(["A1"], "down")).toBe("A2 A1 A3 | B1 B2");
    expect(step(["A2", "A3"], "up")).toBe("A2 A3 A1 | B1 B2");
    expect(step(["B1"], "down")).toBe("A1 A2 A3 | B2 B1");
  });

  it("goes over the edge of a sequence into its neighbour", () => {
    expect(step(["B1"], "up")).toBe("A1 A2 A3 B1 | B2");
    expect(step(["A3"], "down")).toBe("A1 A2 | A3 B1 B2");
  });

  it("has an end", () => {
    expect(stepPlaces(story, new Set(["A1"]), "up")).toEqual([]);
    expect(stepPlaces(story, new Set(["B2"]), "down")).toEqual([]);
  });

  it("takes what is dropped before or behind a shot, in story order", () => {
    expect(drop(["A3"], "A1", "before")).toBe("A3 A1 A2 | B1 B2");
    expect(drop(["A1"], "A2", "behind")).toBe("A2 A1 A3 | B1 B2");
    expect(drop(["A3", "A1"], "B1", "behind")).toBe("A2 | B1 A1 A3 B2");
    expect(drop(["B2"], "A1", "before")).toBe("B2 A1 A2 A3 | B1");
  });

  it("leaves shots dropped on themselves where they are", () => {
    expect(dropPlaces(story, new Set(["A1", "A2"]), "A2", "behind")).toEqual([]);
  });
});
