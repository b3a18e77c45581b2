import { initializeCanvas, readPsd } from "ag-psd";
import { expect, test } from "vitest";
import type { DrawnLayer } from "./drawn-layers";
import { psdOf } from "./psd";

// The library reads into ImageData, which Node has not.
initializeCanvas(
  () => {
    throw new Error("no canvas is asked for here");
  },
  (width, height) =>
    ({ width, height, data: new Uint8ClampedArray(width * height * 4), colorSpace: "srgb" }) as ImageData,
);

const size = { width: 37, height: 21 };
const pixels = (seed: number) => ({
  ...size,
  data: Uint8Array.from({ length: 37 * 21 * 4 }, (_, i) => (i % 4 === 3 ? 255 : (i * seed + (i >> 5) * 3) % 256)),
});
const layer = (change: Partial<DrawnLayer>): DrawnLayer => ({
  ...{ name: "Picture", pixels: pixels(7), mask: null, opacity: 1, visible: true, blend: "normal" },
  ...change,
});

test("a Photoshop file keeps every layer to the pixel, with its mask beside it, its name, blend, opacity and eye", () => {
  const mask = Uint8Array.from({ length: 37 * 21 }, (_, i) => (i % 37) * 6);
  const layers = [
    layer({}),
    layer({ name: "Möwe, links", pixels: pixels(13), mask, opacity: 0.6, blend: "multiply" }),
    layer({ name: "Mask", pixels: pixels(29), visible: false }),
  ];
  const file = psdOf({ layers, merged: pixels(3) });
  const read = readPsd(file.buffer, { useImageData: true });
  expect([read.width, read.height]).toEqual([37, 21]);
  expect([...(read.imageData?.data ?? [])]).toEqual([...pixels(3).data]);
  expect(read.children?.map(({ name }) => name)).toEqual(["Picture", "Möwe, links", "Mask"]);
  const [, gull, hidden] = read.children ?? [];
  expect(gull).toMatchObject({ blendMode: "multiply", hidden: false });
  expect(gull?.opacity).toBeCloseTo(0.6, 2);
  expect([...(gull?.imageData?.data ?? [])]).toEqual([...pixels(13).data]);
  const kept = gull?.mask?.imageData;
  const { left = 0, top = 0 } = gull?.mask ?? {};
  const at = (x: number, y: number) => kept?.data[((y - top) * (kept?.width ?? 0) + (x - left)) * 4] ?? 0;
  for (const [x, y] of [
    [1, 0],
    [20, 10],
    [36, 20],
  ] as const)
    expect(at(x, y)).toBe(x * 6);
  expect(hidden).toMatchObject({ hidden: true });
});
