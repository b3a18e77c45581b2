import { describe, expect, it } from "vitest";
import { formFields } from "../passes/fields";
import { img2img } from "../passes/image/img2img";
import { changedParams, diffRecipes } from "./diff";
import type { Recipe } from "./recipe";
import { diffWords } from "./words-diff";

const recipe = (params: Record<string, unknown>, over: Partial<Recipe> = {}): Recipe => ({
  ...{ format: 1, pass: "img2img", passVersion: 1, params, seed: 7, mask: null },
  inputs: [{ slot: "image", mediaId: "med_a", sha256: "a".repeat(64) }],
  ...over,
});

describe("the difference of two recipes", () => {
  it("is empty for equal ones, whatever order their keys are in", () => {
    const one = recipe({ denoise: 0.4, edges: { top: 1, left: 2 } });
    expect(diffRecipes(one, recipe({ edges: { left: 2, top: 1 }, denoise: 0.4 }))).toEqual([]);
  });

  it("names numbers with how far they moved, choices by their labels, and seeds without arithmetic", () => {
    const before = recipe({ denoise: 0.4, sampler: "restart", steps: 36, seed: 7, prompt: "a duck" });
    const after = recipe({ denoise: 0.52, sampler: "euler_ancestral", steps: 36, seed: 9, prompt: "a duck" });
    expect(diffRecipes(before, after, formFields(img2img))).toEqual([
      { key: "denoise", title: "Denoise", before: "0.4", after: "0.52", by: 0.12 },
      { key: "sampler", title: "Sampler", before: "Restart", after: "Euler a" },
      { key: "seed", title: "Seed", before: "7", after: "9" },
    ]);
  });

  it("says another pass, inputs by content, and what only one side has", () => {
    const before = recipe({ denoise: 0.4 });
    const after = recipe(
      { factor: 2 },
      { pass: "upscale", inputs: [{ slot: "image", mediaId: "m", sha256: "b".repeat(64) }] },
    );
    expect(diffRecipes(before, after).map(({ key, before, after }) => [key, before, after])).toEqual([
      ["pass", "Img2img 1", "Upscale 1"],
      ["factor", null, "2"],
      ["denoise", "0.4", null],
      ["input image", "aaaaaaaaaaaa", "bbbbbbbbbbbb"],
    ]);
  });

  it("takes prompts apart by words", () => {
    const [change] = diffRecipes(
      recipe({ prompt: "Mara, red coat, (smile:1.1)" }),
      recipe({ prompt: "Mara, green coat, (smile:1.3), rain" }),
      formFields(img2img),
    );
    expect(change?.words).toEqual([
      { kind: "same", text: "Mara, " },
      { kind: "gone", text: "red" },
      { kind: "new", text: "green" },
      { kind: "same", text: " coat, (smile:" },
      { kind: "gone", text: "1.1" },
      { kind: "new", text: "1.3" },
      { kind: "same", text: ")" },
      { kind: "new", text: ", rain" },
    ]);
  });

  it("lists the parameters a form must mark", () => {
    expect(changedParams({ a: 1, b: { x: 1, y: 2 }, c: null }, { a: 2, b: { y: 2, x: 1 } })).toEqual(["a"]);
  });
});

describe("words", () => {
  const sides = (before: string, after: string) => {
    const pieces = diffWords(before, after);
    const side = (kind: "gone" | "new") =>
      pieces
        .filter((piece) => piece.kind === "same" || piece.kind === kind)
        .map(({ text }) => text)
        .join("");
    return [side("gone"), side("new")];
  };

  it.each([
    ["", "a new prompt"],
    ["a b c", ""],
    ["one two three four", "zero two 3 four five"],
    ["  spaced   out ", "spaced out"],
    ["色の傘を持つ女の子", "赤い傘を持つ女の子"],
    ["x ".repeat(6000), "y ".repeat(6000)],
  ])("lose no letter of either text", (before, after) => {
    expect(sides(before, after)).toEqual([before, after]);
  });
});
