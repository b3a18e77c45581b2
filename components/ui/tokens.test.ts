import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync(path.resolve(import.meta.dirname, "../../app/globals.css"), "utf8");
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6,8}), (#[0-9a-f]{6,8})\);/g)].map((found) => [
    found[1] ?? "",
    { light: found[2] ?? "", dark: found[3] ?? "" },
  ]),
);
const themes = ["light", "dark"] as const;
const grounds = ["canvas", "surface", "raised", "well"];
const statuses = [...tokens.keys()].filter((name) => name.startsWith("status-"));

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

type Theme = (typeof themes)[number];

function ratio(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

function solid(name: string, theme: Theme): string {
  const token = tokens.get(name);
  if (!token) throw new Error(`globals.css has no token --${name}`);
  return token[theme];
}

function contrast(a: string, b: string, theme: Theme): number {
  return ratio(solid(a, theme), solid(b, theme));
}

/** The colour of a veil such as #ffffff0d over a ground. */
function laidOver(veil: string, ground: string, theme: Theme): string {
  const channel = (hex: string, at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  const [top, below] = [solid(veil, theme), solid(ground, theme)];
  const alpha = channel(top, 7) / 255;
  const mixed = [1, 3, 5].map((at) => Math.round(channel(below, at) * (1 - alpha) + channel(top, at) * alpha));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

describe.each(themes)("the %s theme", (theme) => {
  it.each(grounds)("reads its words at 4.5 to 1 or better on %s", (ground) => {
    const weak = ["text", "muted", "accent-text", "danger", ...statuses]
      .map((name) => ({ name, ratio: contrast(name, ground, theme) }))
      .filter(({ ratio }) => ratio < 4.5);
    expect(weak).toEqual([]);
  });

  it.each(grounds)("shows the focus ring and the edges of bare controls at 3 to 1 or better on %s", (ground) => {
    const weak = ["accent", "control"]
      .map((name) => ({ name, ratio: contrast(name, ground, theme) }))
      .filter(({ ratio }) => ratio < 3);
    expect(weak).toEqual([]);
  });

  it.each(["hover", "press", "selected"])("reads its words at 4.5 to 1 or better on a row under %s", (veil) => {
    const weak = grounds.flatMap((ground) =>
      ["text", "muted", ...statuses]
        .map((name) => ({ name, ground, ratio: ratio(solid(name, theme), laidOver(veil, ground, theme)) }))
        .filter((pair) => pair.ratio < 4.5),
    );
    expect(weak).toEqual([]);
  });

  it.each([
    ["on-accent", "accent-fill"],
    ["on-accent", "accent-fill-hover"],
    ["on-danger", "danger-fill"],
  ])("reads %s on %s at 4.5 to 1 or better", (word, ground) => {
    expect(contrast(word, ground, theme)).toBeGreaterThanOrEqual(4.5);
  });

  it("keeps the surrounds of pictures free of tint", () => {
    for (const name of [...grounds, "line", "edge"]) {
      const hex = tokens.get(name)?.[theme] ?? "";
      expect(new Set([hex.slice(1, 3), hex.slice(3, 5), hex.slice(5, 7)]).size, name).toBe(1);
    }
  });
});

it("defines the eight task statuses", () => {
  expect(statuses.map((name) => name.slice(7)).sort()).toEqual(
    ["done", "hold", "omit", "ready", "retake", "todo", "wfa", "wip"].sort(),
  );
});
