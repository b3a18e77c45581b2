import { describe, expect, it } from "vitest";
import { todayWords } from "./today-words";

describe("Today in one line", () => {
  it("says what waits for a person, and in whose words", () => {
    expect(todayWords({ review: 3, sentBack: 1, judges: true })).toBe("3 frames to review, 1 sent back");
    expect(todayWords({ review: 1, sentBack: 0, judges: false })).toBe("1 frame in review");
    expect(todayWords({ review: 0, sentBack: 2, judges: true })).toBe("2 sent back");
  });

  it("says that nothing does", () => {
    expect(todayWords({ review: 0, sentBack: 0, judges: true })).toBe("Nothing waits for you");
  });
});
