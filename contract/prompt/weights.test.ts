import { describe, expect, it } from "vitest";
import { printTokens, tokenise, weigh } from "./weights";

const runs = (text: string) => weigh(text).runs.map(({ text, weight }) => [text, weight]);

describe("weights", () => {
  // The vectors of A1111's own parser: models were prompted by these for years.
  it.each([
    ["normal text", [["normal text", 1]]],
    [
      "an (important) word",
      [
        ["an ", 1],
        ["important", 1.1],
        [" word", 1],
      ],
    ],
    ["(unbalanced", [["unbalanced", 1.1]]],
    ["\\(literal\\]", [["(literal]", 1]]],
    ["(unnecessary)(parens)", [["unnecessaryparens", 1.1]]],
    [
      "a (((house:1.3)) [on] a (hill:0.5), sun, (((sky))).",
      [
        ["a ", 1],
        ["house", 1.5730000000000004],
        [" ", 1.1],
        ["on", 1],
        [" a ", 1.1],
        ["hill", 0.55],
        [", sun, ", 1.1],
        ["sky", 1.4641000000000006],
        [".", 1.1],
      ],
    ],
  ])("weighs %s as A1111 does", (text, expected) => {
    expect(runs(text)).toEqual(expected);
  });

  it("weighs the seeds' own texts", () => {
    expect(runs("(flirty smile)")).toEqual([["flirty smile", 1.1]]);
    expect(runs("(x:2)")).toEqual([["x", 2]]);
    expect(runs("illustration, (worst quality, low quality, normal quality:2), necklace")).toEqual([
      ["illustration, ", 1],
      ["worst quality, low quality, normal quality", 2],
      [", necklace", 1],
    ]);
    expect(runs("[x]")).toEqual([["x", 1 / 1.1]]);
  });

  it("keeps every byte of any text", () => {
    const signs = [
      "(",
      ")",
      "[",
      "]",
      ":",
      "1.2",
      ":1.2)",
      "\\",
      "\\(",
      " ",
      ",",
      "smile",
      "BREAK",
      "é",
      "雨",
      "😀",
      "\n",
    ];
    let seed = 7;
    const next = () => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed / 2147483648;
    };
    for (let n = 0; n < 2000; n++) {
      const text = Array.from(
        { length: 1 + Math.floor(next() * 12) },
        () => signs[Math.floor(next() * signs.length)],
      ).join("");
      expect(printTokens(tokenise(text))).toBe(text);
    }
  });

  it("knows where each letter of a run stands in the text", () => {
    const text = "a \\(b\\) (c:1.5)";
    for (const run of weigh(text).runs)
      expect([...run.text].map((_, i) => text[run.at[i] ?? -1]).join("")).toBe(run.text);
  });

  it("says what reads oddly, and where", () => {
    expect(weigh("a (b").problems).toEqual([
      { at: 2, text: "The ( at character 3 is never closed: it weighs all that follows." },
    ]);
    expect(weigh("b) c").problems[0]?.text).toMatch(/^The \) at character 2 closes nothing/);
    expect(weigh("b:1.2)").problems[0]?.text).toMatch(/has no \( before it/);
    expect(weigh("(b:1.2.3)").problems[0]?.text).toMatch(/is no weight/);
    expect(weigh("(a:1.2), [b], \\(c\\)").problems).toEqual([]);
  });

  it("keeps windows apart at BREAK", () => {
    expect(weigh("sea BREAK sky").runs).toMatchObject([{ text: "sea" }, { break: true }, { text: "sky" }]);
  });
});
