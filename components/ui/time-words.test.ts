import { describe, expect, it } from "vitest";
import { agoWords, countdownWords, leftWords, spanWords, untilWords } from "./time-words";

const now = Date.parse("2026-03-10T12:00:00Z");
const before = (seconds: number) => new Date(now - seconds * 1000).toISOString();
const after = (seconds: number) => before(-seconds);

describe("time in words", () => {
  it("says how long ago something was, coarser the longer it is", () => {
    const said = [0, 44, 60, 40 * 60, 3 * 3600, 30 * 3600, 4 * 86_400].map((seconds) => agoWords(before(seconds), now));
    expect(said).toEqual(["just now", "just now", "1 min ago", "40 min ago", "3 h ago", "yesterday", "4 days ago"]);
  });

  it("names the day after a week, and the year when it is another one", () => {
    expect(agoWords("2026-01-20T12:00:00Z", now)).toBe("20 Jan");
    expect(agoWords("2024-06-20T12:00:00Z", now)).toBe("20 Jun 2024");
  });

  it("does not speak of the future when a clock runs ahead", () => {
    expect(agoWords(after(90), now)).toBe("just now");
  });

  it("says how far away an end is", () => {
    expect([10, 300, 3 * 3600, 6 * 86_400].map((seconds) => untilWords(after(seconds), now))).toEqual([
      "now",
      "in 5 min",
      "in 3 h",
      "in 6 days",
    ]);
  });

  it("measures lengths without a zero part", () => {
    expect([0.04, 0.42, 12, 120, 200, 3900].map(spanWords)).toEqual([
      "0.1 s",
      "0.4 s",
      "12 s",
      "2 min",
      "3 min 20 s",
      "1 h 5 min",
    ]);
  });

  it("rounds the time left so that it does not flicker, and is silent when nothing is known", () => {
    expect([null, 2, 12, 61, 3700].map(leftWords)).toEqual([
      null,
      "a few seconds left",
      "15 s left",
      "2 min left",
      "1 h 2 min left",
    ]);
  });

  it("counts down and stops at nought", () => {
    expect([600, 59.2, 0, -5].map(countdownWords)).toEqual(["10:00", "1:00", "0:00", "0:00"]);
  });
});
