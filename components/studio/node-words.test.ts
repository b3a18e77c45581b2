import { describe, expect, it } from "vitest";
import { quietNode } from "./node-words";

const node = (name: string, state: "ready" | "working" | "paused" | "away" | "revoked") => ({ name, state });

describe("the node in the top bar", () => {
  it("is not well when it is paused", () => {
    expect(quietNode([node("attic", "paused")], 0)).toEqual({ name: "attic", text: "paused", tone: "hold" });
    expect(quietNode([node("attic", "paused")], 3)).toMatchObject({ text: "paused · 3 waiting", tone: "hold" });
  });

  it("is the one that would take the next job", () => {
    const nodes = [node("cellar", "away"), node("attic", "paused"), node("desk", "ready")];

    expect(quietNode(nodes, 0)).toEqual({ name: "desk", text: "idle", tone: "done" });
    expect(quietNode(nodes, 2).text).toBe("2 waiting");
  });

  it("says when none is there", () => {
    expect(quietNode([], 1)).toEqual({ name: "No node", text: "pair one", tone: "hold" });
    expect(quietNode([node("attic", "away"), node("old", "revoked")], 1)).toEqual({
      name: "attic",
      text: "offline",
      tone: "omit",
    });
  });
});
