import { expect, it } from "vitest";
import { addDays, dayText } from "./days";
import { readDay } from "./read-day";

const today = "2026-11-21";

it.each([
  ["2026-11-30", "2026-11-30"],
  ["30.11.2026", "2026-11-30"],
  ["3.12.", "2026-12-03"],
  ["11/30/2026", "2026-11-30"],
  ["30/11/2026", "2026-11-30"],
  ["30 Nov", "2026-11-30"],
  ["Nov 30, 2027", "2027-11-30"],
  ["30 November 2026", "2026-11-30"],
  ["today", today],
  ["tomorrow", "2026-11-22"],
  ["+2w", "2026-12-05"],
  ["2028-02-29", "2028-02-29"],
])("reads the day %j", (text, day) => {
  expect(readDay(text, today)).toBe(day);
});

it.each(["", "soon", "2026-02-30", "31.4.2026", "13/13/2026", "30 Xyz", "0001-01-01"])(
  "reads no day from %j",
  (text) => {
    expect(readDay(text, today)).toBeUndefined();
  },
);

it("writes days short, with the year when it is another", () => {
  expect(dayText("2026-11-30", today)).toBe("30 Nov");
  expect(dayText("2027-01-02", today)).toBe("2 Jan 2027");
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
});
