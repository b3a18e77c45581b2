import { describe, expect, it } from "vitest";
import { figureBox, rulerMarks } from "./figure-box";

const picture = (figure: (x: number, y: number) => boolean, noise = 0) => {
  const [width, height] = [40, 80];
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const value = figure(x, y) ? 40 : 200 + ((x * 7 + y * 13) % (noise + 1));
      data.set([value, value, value, 255], (y * width + x) * 4);
    }
  return { data, width, height };
};

describe("the box of a figure", () => {
  it("holds what stands before a plain backdrop", () => {
    const body = picture((x, y) => x >= 12 && x < 28 && y >= 10 && y < 78, 12);
    expect(figureBox(body)).toEqual({ x: 12, y: 10, width: 16, height: 68 });
  });

  it("is unknown before a busy backdrop, and where nobody stands", () => {
    expect(figureBox(picture((x) => x % 2 === 0))).toBeUndefined();
    expect(figureBox(picture(() => false))).toBeUndefined();
  });
});

describe("the ruler", () => {
  it.each([
    [60, 70, 10],
    [181, 200, 20],
    [420, 450, 50],
  ])("over %i cm reaches %i in steps of %i", (tallest, top, step) => {
    const ruler = rulerMarks(tallest);
    expect(ruler.top).toBe(top);
    expect(ruler.marks.slice(0, 2)).toEqual([0, step]);
    expect(ruler.marks.at(-1)).toBe(top);
  });
});
