import { describe, expect, it } from "vitest";
import { countTokens } from "./tokens";

const one = () => 1;
const words = (count: number) => Array.from({ length: count }, (_, i) => `w${"abcdefghij"[i % 10]}`).join(" ");

describe("token counts", () => {
  it("count words, not brackets and weights", () => {
    expect(countTokens("a photo of a cat", one).tokens).toBe(5);
    expect(countTokens("a (photo:1.3) of [a] ((cat))", one).tokens).toBe(5);
    expect(countTokens("", one)).toEqual({ tokens: 0, chunks: 1, marks: [] });
  });

  it("begin a new window after 75 tokens, and mark its first word", () => {
    expect(countTokens(words(75), one)).toEqual({ tokens: 75, chunks: 1, marks: [] });
    expect(countTokens(words(76), one)).toEqual({ tokens: 76, chunks: 2, marks: [75 * 3] });
    expect(countTokens(words(151), one).marks).toEqual([75 * 3, 150 * 3]);
    expect(countTokens(`(${words(76)}:1.2)`, one).marks).toEqual([75 * 3 + 1]);
  });

  it("mark a word of several tokens that straddles the end", () => {
    const cost = (word: string) => (word === "long" ? 3 : 1);
    const text = `${words(74)} long end`;
    expect(countTokens(text, cost)).toEqual({ tokens: 78, chunks: 2, marks: [74 * 3] });
  });

  it("begin a new window at BREAK", () => {
    expect(countTokens("sea BREAK sky", one)).toEqual({ tokens: 2, chunks: 2, marks: [10] });
  });
});
