import { describe, expect, it } from "vitest";
import { playlistFrames } from "./use-playlist";

describe("the frames of a playlist", () => {
  it("come in its order, those of a shot in the shot's own", () => {
    const frames = ["A a", "A b", "B a", "C a"].map((name) => ({ shot: name.slice(0, 1), name }));
    const order = new Map([
      ["C", 0],
      ["A", 1],
    ]);
    expect(playlistFrames(frames, order).map(({ name }) => name)).toEqual(["C a", "A a", "A b"]);
  });
});
