import { describe, expect, it } from "vitest";
import { clockWords, costWords, guessWords, leftWithSpread, rangeWords } from "./estimate-words";

const guess = (seconds: number, low: number, high: number) => ({ seconds, low, high, samples: 9 });

describe("an estimate in words", () => {
  it("tells its spread when there is one, and no more digits than are known", () => {
    expect(guessWords(null)).toBeNull();
    expect(guessWords(guess(41, 40, 43))).toBe("about 40 s");
    expect(guessWords(guess(41, 31, 56))).toBe("about 40 s (30–55 s)");
    expect(guessWords(guess(754, 610, 1205))).toBe("about 13 min (10–20 min)");
    expect(rangeWords(40, 130)).toBe("40 s–2 min 10 s");
  });

  it("says what is left of running work", () => {
    expect(leftWithSpread(null, null)).toBeNull();
    expect(leftWithSpread(3, null)).toBe("a few seconds left");
    expect(leftWithSpread(181, guess(180, 120, 300))).toBe("about 3 min left (2–5 min)");
    expect(leftWithSpread(60, guess(60, 58, 63))).toBe("about 1 min left");
  });

  it("tells a time of today without its day, and a cost in hours when there are many", () => {
    const now = new Date(2026, 2, 2, 12, 0).getTime();

    expect(clockWords(new Date(2026, 2, 2, 14, 5).toISOString(), now)).toBe("14:05");
    expect(clockWords(new Date(2026, 2, 3, 7, 30).toISOString(), now)).toBe("Tue 07:30");
    expect([costWords(260), costWords(45_000)]).toEqual(["4 min 20 s", "12.5 h"]);
  });
});
