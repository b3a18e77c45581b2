import { expect, it } from "vitest";
import { likenessState, likenessWords, worstFirst } from "./likeness-state";

const face = (score: number | null, characterId: string | null = "mara", sure = true) => ({ sure, characterId, score });

it("is the worst score of a picture, and never one of a face nobody could score", () => {
  expect(likenessState([face(0.7), face(0.4), face(null)], true)).toEqual({
    ...{ state: "scored", value: 0.4, faces: 3, unassigned: 0, stale: false },
  });
  expect(likenessState([face(null), face(null, null)], true)).toMatchObject({ state: "no score", unassigned: 1 });
  expect(likenessState([face(null, null, false)], true)).toMatchObject({ state: "no face", value: null });
  expect(likenessState([face(0.9)], false)).toMatchObject({ state: "stale", value: null });
});

it("says in words what is missing", () => {
  const lacks = ["attic lacks a face-embedding model."];
  const words = (...args: Parameters<typeof likenessState>) => likenessWords(likenessState(...args), lacks);
  expect(words([face(0.42)], true)).toBe("Likeness 42 of 100, the worst of 1 face");
  expect(words([face(0.42), face(null, null)], true)).toBe("Likeness 42 of 100, the worst of 2 faces, 1 of nobody");
  expect(words([face(null)], true)).toBe("No score. attic lacks a face-embedding model.");
  expect(words([face(null, null)], true)).toBe("1 face, nobody said whose");
  expect(words([], true)).toBe("No face found in this picture");
  expect(words([face(0.4)], false)).toMatch(/measure again/);
});

it("sorts by worst", () => {
  const rows = [likenessState([], true), likenessState([face(0.8)], true), likenessState([face(0.3)], true)];
  rows.push(likenessState([face(null)], true), likenessState([face(0.1)], false));
  expect(worstFirst(rows).map(({ state, value }) => value ?? state)).toEqual([
    0.3,
    0.8,
    "no score",
    "stale",
    "no face",
  ]);
});
