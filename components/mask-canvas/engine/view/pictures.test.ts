import { expect, test } from "vitest";
import { type Compare, paintPictures } from "./pictures";

/** Writes down what is drawn of which picture, and how. */
function drawn(compare: Partial<Compare>, rough = false) {
  const calls: { picture: unknown; alpha: number; how: string; smooth: boolean }[] = [];
  const g = {
    ...{ globalAlpha: 1, globalCompositeOperation: "source-over", imageSmoothingEnabled: true },
    ...{ save() {}, restore() {}, setTransform() {}, beginPath() {}, rect() {}, clip() {} },
    drawImage(picture: unknown) {
      calls.push({
        ...{ picture, alpha: this.globalAlpha, how: this.globalCompositeOperation },
        smooth: this.imageSmoothingEnabled,
      });
    },
  };
  const picture = (name: string) => ({ base: { name, width: 64 } as unknown as ImageBitmap, smaller: [] });
  const pictures = { base: picture("base"), result: picture("result") };
  const state = { mode: "off", position: 0.5, opacity: 0.5, blinkOn: true, ...compare } as const;
  const size = { width: 64, height: 64 };
  const pen = g as unknown as CanvasRenderingContext2D;
  paintPictures(pen, pictures, state, size, { scale: 1, x: 0, y: 0 }, 1, rough);
  return calls.map(({ picture, alpha, how, smooth }) => {
    expect(smooth).toBe(!rough);
    return [(picture as { name: string }).name, alpha, how];
  });
}

test("onion lays as much of the result over the picture as was asked for", () => {
  expect(drawn({ mode: "onion", opacity: 0.3 })).toEqual([
    ["base", 1, "source-over"],
    ["result", 0.3, "source-over"],
  ]);
});

test("in a gesture both pictures are drawn unsmoothed, otherwise as before", () => {
  expect(drawn({ mode: "onion", opacity: 0.3 }, true)).toEqual(drawn({ mode: "onion", opacity: 0.3 }));
});

test("the other ways of comparing show all of the result, and off none of it", () => {
  expect(drawn({ mode: "wipe", opacity: 0.3 })[1]).toEqual(["result", 1, "source-over"]);
  expect(drawn({ mode: "difference", opacity: 0.3 })[1]).toEqual(["result", 1, "difference"]);
  expect(drawn({ mode: "off" })).toHaveLength(1);
});
