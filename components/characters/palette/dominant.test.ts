import { describe, expect, it } from "vitest";
import { colourAt, colourWord, dominantColours } from "./dominant";

/** A picture of `width` × `height`, coloured by place. */
const picture = (width: number, height: number, at: (x: number, y: number) => [number, number, number]) => {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set([...at(x, y), 255], (y * width + x) * 4);
  return { data, width, height };
};

describe("dominant colours", () => {
  it("are those of the figure, the largest first, without its plain backdrop", () => {
    const figure = picture(40, 40, (x, y) => {
      if (x < 8 || x > 31 || y < 8) return [240, 240, 240];
      return y < 16 ? [200, 30, 30] : [20, 40, 120];
    });
    const backdropless = dominantColours(figure);
    expect(backdropless.map(colourWord)).toEqual(["navy", "red"].map((word) => expect.stringContaining(word)));
  });

  it("leave out what lies close to another", () => {
    const shades = picture(40, 40, (x) => [100 + (x % 6), 100, 100]);
    expect(dominantColours(shades).length).toBeLessThanOrEqual(1);
  });

  it("count no transparent pixel", () => {
    const clear = { data: new Uint8ClampedArray(400), width: 10, height: 10 };
    expect(dominantColours(clear)).toEqual([]);
  });
});

describe("picking", () => {
  it("takes the mean around a place, also at the border", () => {
    const half = picture(10, 10, (x) => (x < 5 ? [0, 0, 0] : [255, 255, 255]));
    expect(colourAt(half, 0, 0)).toBe("#000000");
    expect(colourAt(half, 9, 9)).toBe("#ffffff");
    expect(colourAt(half, 5, 5, 0)).toBe("#ffffff");
  });
});
