import { describe, expect, it } from "vitest";
import { countTokens } from "@/contract/prompt/tokens";
import { makeCost } from "./encode";

const cost = makeCost();
const count = (text: string) => countTokens(text, cost).tokens;

describe("CLIP tokens", () => {
  // Counts of OpenAI's own tokenizer, without begin and end.
  it.each([
    ["a diagram", 2],
    ["a photo of a cat", 5],
    ["hello world!", 3],
    ["20-year-old Spanish man", 8],
    ["dave_character", 3],
    ["café", 1],
    ["cartoon, painting, illustration, worst quality, low quality, normal quality, necklace, lipstick", 18],
  ])("of %s", (text, tokens) => {
    expect(count(text)).toBe(tokens);
  });

  it("are not spent on weights", () => {
    const plain = "cartoon, painting, illustration, worst quality, low quality, normal quality, necklace, lipstick";
    expect(
      count("cartoon, painting, illustration, (worst quality, low quality, normal quality:2), necklace, lipstick"),
    ).toBe(count(plain));
  });

  it("are counted by the bytes of scripts beyond Latin", () => {
    expect(count("日本")).toBeGreaterThan(0);
    expect(Number.isFinite(count("Ångström, Привет, 日本語, 😀"))).toBe(true);
  });
});
