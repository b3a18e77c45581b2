import { describe, expect, it } from "vitest";
import { standingHelp } from "./standing-help";
import { standingSign } from "./standing-words";

const now = Date.parse("2026-03-02T20:00:00Z");
const node = (more: object) => ({ state: "ready" as const, paused: null, rest: null, closed: null, ...more });
const label = (more: object) => standingSign(node(more), now).label;

describe("how a node stands", () => {
  it("names who paused it, and what it does until then", () => {
    const paused = { at: "", by: "Noor", reason: "A storm" };

    expect(label({ state: "paused", paused })).toBe("Paused by Noor");
    expect(label({ state: "paused", paused: { ...paused, by: null } })).toBe("Paused after faults");
    expect(label({ state: "working", paused })).toBe("Finishing, then paused");
    expect(standingHelp(node({ state: "paused", paused }))).toBe("A storm");
    expect(standingHelp(node({ state: "paused", paused: { ...paused, reason: null } }))).toMatch(/until it is resumed/);
  });

  it("says what a node at rest makes way for and when it is back", () => {
    const rest = { kind: "neighbour", words: "yields to blender", how: "It comes back by itself", until: null };

    expect(label({ state: "resting", rest })).toBe("Yields to blender");
    expect(label({ state: "resting", rest: { ...rest, kind: "owner" } })).toBe("Paused by its owner");
    expect(label({ state: "resting", rest: { ...rest, kind: "faults", words: "rests after another failure" } })).toBe(
      "Rests after another failure",
    );
    const until = "2026-03-02T20:04:00Z";
    expect(label({ state: "resting", rest: { ...rest, kind: "faults", words: "rests", until } })).toBe(
      "Rests, back in 4 min",
    );
  });

  it("tells its hours on its own clock, whoever reads", () => {
    const closed = { until: "2026-03-03T06:00:00Z", zone: "Europe/Berlin", quiet: true };

    expect(label({ state: "closed", closed })).toBe("Quiet hours until Tue 07:00");
    expect(label({ state: "closed", closed: { ...closed, quiet: false } })).toBe("Resting until Tue 07:00");
    expect(label({ state: "closed", closed: { ...closed, until: null } })).toBe("Its hours never begin");
  });
});
