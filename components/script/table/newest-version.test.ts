import { expect, it } from "vitest";
import type { Version } from "@/components/storyboard/version-words";
import { newestOf } from "./newest-version";

const version = (id: string, minute: number, more: Partial<Version> = {}) =>
  ({ id, number: 1, kind: "picture", state: "accepted", createdAt: new Date(minute * 60_000), ...more }) as Version;

it("is the picture made last, of whichever frame; maps and rejected ones do not count", () => {
  const newest = newestOf([
    { label: "A", versions: [version("a1", 1), version("a2", 9, { state: "rejected" })] },
    { label: "B", versions: [version("b1", 5, { number: 3 }), version("b2", 8, { kind: "map" })] },
  ]);

  expect(newest).toMatchObject({ frame: { label: "B" }, version: { id: "b1" }, name: "v003" });
});

it("may be staged, and may not be there", () => {
  expect(newestOf([{ label: "A", versions: [version("a", 1, { number: null, state: "staged" })] }])?.name).toBe(
    "staged",
  );
  expect(newestOf([{ label: "A", versions: [] }])).toBeUndefined();
});
