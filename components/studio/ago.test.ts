import { expect, it } from "vitest";
import { ago } from "./ago";

const now = Date.parse("2026-01-10T12:00:00Z");

it("says how long ago something was in the largest fitting unit", () => {
  expect(ago(new Date(now - 20_000), now)).toBe("just now");
  expect(ago(new Date(now - 61_000), now)).toBe("1 minute ago");
  expect(ago("2026-01-10T09:30:00Z", now)).toBe("2 hours ago");
  expect(ago("2026-01-09T11:00:00Z", now)).toBe("yesterday");
  expect(ago("2025-01-01T00:00:00Z", now)).toBe("last year");
});

it("takes a clock that runs ahead as now", () => {
  expect(ago(new Date(now + 5_000), now)).toBe("just now");
});
