import { expect, test } from "vitest";
import { afterLeaving, type CanvasVersion, type MaskResult, stepFrom, stripItems } from "./strip-items";

const picture = { id: "media_1", width: 64, height: 36, colour: "#808080" };
const version = (id: string, state: CanvasVersion["state"], createdAt: string): CanvasVersion => ({
  ...{ id, state, createdAt, frameId: "frame_1", number: null, kind: "picture", origin: "pass", title: "" },
  ...{ jobId: null, recipe: null, seed: null, nodeName: null, engine: null, algorithm: null, rough: false },
  ...{ warnings: [], facts: {}, author: null, sha256: "", picture, parents: [] },
});
const mask = (jobId: string, finishedAt: string): MaskResult => ({
  ...{ jobId, finishedAt, pass: "box-select", slot: "mask", label: "", picture },
});
const at = (minute: number) => `2025-01-01T10:${String(minute).padStart(2, "0")}:00Z`;
const none = new Set<string>();
const keys = (items: readonly { key: string }[]) => items.map(({ key }) => key);

test("the strip holds staged results and mask offers, newest last", () => {
  const items = stripItems(
    [
      version("b", "staged", at(5)),
      version("a", "staged", at(1)),
      version("c", "accepted", at(2)),
      version("d", "rejected", at(3)),
    ],
    [mask("job", at(3))],
    none,
  );
  expect(keys(items)).toEqual(["a", "job.mask.media_1", "b"]);
});

test("a hidden mask leaves, and only the newest offers stay", () => {
  const masks = Array.from({ length: 9 }, (_, n) => mask(`job${n}`, at(n)));
  expect(stripItems([], masks, none)).toHaveLength(6);
  expect(keys(stripItems([], masks, new Set(["job8.mask.media_1"])))).not.toContain("job8.mask.media_1");
  expect(keys(stripItems([], masks, none)).at(-1)).toBe("job8.mask.media_1");
});

test("steps stay inside the strip and begin at its near end", () => {
  const items = stripItems([version("a", "staged", at(1)), version("b", "staged", at(2))], [], none);
  expect(stepFrom(items, null, 1)?.key).toBe("a");
  expect(stepFrom(items, null, -1)?.key).toBe("b");
  expect(stepFrom(items, "a", 1)?.key).toBe("b");
  expect(stepFrom(items, "b", 1)?.key).toBe("b");
  expect(stepFrom([], null, 1)).toBeUndefined();
});

test("after a decision the next result is looked at, at the end the one before", () => {
  const items = stripItems(
    [version("a", "staged", at(1)), version("b", "staged", at(2)), version("c", "staged", at(3))],
    [],
    none,
  );
  expect(afterLeaving(items, "b")?.key).toBe("c");
  expect(afterLeaving(items, "c")?.key).toBe("b");
  expect(afterLeaving(items.slice(0, 1), "a")).toBeUndefined();
});
