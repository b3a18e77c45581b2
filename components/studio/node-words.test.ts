import { describe, expect, it } from "vitest";
import { quietNode } from "./node-words";

const now = Date.parse("2026-03-02T20:00:00Z");
const node = (name: string, state: Parameters<typeof quietNode>[0][number]["state"], more: object = {}) => ({
  ...{ name, state, paused: null, rest: null, closed: null, ...more },
});
const paused = { at: "", by: "Noor", reason: null };
const quiet = (nodes: Parameters<typeof quietNode>[0], waiting = 0) =>
  quietNode(nodes, { waiting, paused: false }, now);

describe("the node in the top bar", () => {
  it("is not well when it is paused, and says by whom", () => {
    const attic = node("attic", "paused", { paused });

    expect(quiet([attic])).toEqual({ name: "attic", text: "paused by Noor", tone: "hold" });
    expect(quiet([attic], 3)).toMatchObject({ text: "paused by Noor · 3 waiting", tone: "hold" });
  });

  it("does not call a node ready that rests, yields or is outside its hours", () => {
    const rest = { kind: "neighbour" as const, words: "yields to blender", how: "", until: null };
    const closed = { until: "2026-03-03T06:00:00Z", zone: "Europe/Berlin", quiet: true };

    expect(quiet([node("attic", "resting", { rest })]).text).toBe("yields to blender");
    expect(quiet([node("attic", "closed", { closed })], 2)).toMatchObject({
      ...{ text: "quiet hours until Tue 07:00 · 2 waiting", tone: "hold" },
    });
  });

  it("says that the whole queue is paused, whatever the nodes could do", () => {
    expect(quietNode([node("desk", "ready")], { waiting: 4, paused: true }, now)).toEqual({
      ...{ name: "Queue", text: "paused · 4 waiting", tone: "hold" },
    });
  });

  it("is the one that would take the next job", () => {
    const nodes = [node("cellar", "away"), node("attic", "paused", { paused }), node("desk", "ready")];

    expect(quiet(nodes)).toEqual({ name: "desk", text: "idle", tone: "done" });
    expect(quiet(nodes, 2).text).toBe("2 waiting");
  });

  it("says when none is there", () => {
    expect(quiet([], 1)).toEqual({ name: "No node", text: "pair one", tone: "hold" });
    expect(quiet([node("attic", "away"), node("old", "revoked")], 1)).toEqual({
      ...{ name: "attic", text: "offline", tone: "omit" },
    });
  });
});
