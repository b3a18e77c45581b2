import { expect, it } from "vitest";
import { frameWords, readFrameSize } from "./frame-size";

it.each([
  ["1920x1080", { width: 1920, height: 1080 }],
  [" 2048 × 858 ", { width: 2048, height: 858 }],
  ["16 16", { width: 16, height: 16 }],
  ["16384*16384", { width: 16_384, height: 16_384 }],
])("reads %j", (text, size) => {
  expect(readFrameSize(text)).toEqual(size);
  expect(readFrameSize(frameWords(size))).toEqual(size);
});

it.each(["", "1920", "x1080", "15x1080", "1920x16385", "1920.5x1080", "-1920x1080", "1920x1080x3"])(
  "finds no size in %j",
  (text) => expect(readFrameSize(text)).toBeNull(),
);
