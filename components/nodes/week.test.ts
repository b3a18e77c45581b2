import { describe, expect, it } from "vitest";
import { daysWords, halfHours, scheduleWords } from "./week";

const nightly = {
  ...{ mode: "work" as const, zone: "Europe/Berlin" },
  windows: [{ days: [7], from: "22:00", to: "06:30" }],
};
const hours = (row: boolean[] | undefined) => (row ?? []).filter(Boolean).length / 2;

describe("a node's week", () => {
  it("runs over midnight, from Sunday into Monday", () => {
    const week = halfHours(nightly);

    expect(week.map(hours)).toEqual([6.5, 0, 0, 0, 0, 0, 2]);
    expect(week[0]?.[12]).toBe(true);
    expect(week[0]?.[13]).toBe(false);
  });

  it("turns round for quiet hours, and is whole without any", () => {
    expect(halfHours({ ...nightly, mode: "quiet" }).map(hours)).toEqual([17.5, 24, 24, 24, 24, 24, 22]);
    expect(halfHours(null).map(hours)).toEqual([24, 24, 24, 24, 24, 24, 24]);
  });

  it("is told in words", () => {
    expect(daysWords([5, 1, 2, 3, 4])).toBe("Mon–Fri");
    expect(daysWords([1, 3])).toBe("Mon, Wed");
    expect(daysWords([1, 2, 3, 4, 5, 6, 7])).toBe("every day");
    expect(scheduleWords(null)).toBe("Always");
    expect(scheduleWords({ ...nightly, zone: "America/New_York" })).toBe(
      "Works Sun 22:00–06:30, America/New York time",
    );
  });
});
