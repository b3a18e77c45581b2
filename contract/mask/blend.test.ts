import { expect, test } from "vitest";
import { blendInto } from "./blend";
import { seeded } from "./testing-fixtures";

const [width, height] = [16, 12];
const picture = (seed: number, alpha = 255) => {
  const next = seeded(seed);
  const data = Uint8Array.from({ length: width * height * 4 }, (_, i) => (i % 4 === 3 ? alpha : next(256)));
  return { width, height, data };
};
const masks = Uint8Array.from({ length: width * height }, (_, i) => [0, 64, 128, 255][i % 4] ?? 0);

test("a stack of two layers equals the composite worked out by hand, and is untouched where the mask is black", () => {
  const [base, one, two] = [picture(1), picture(2), picture(3)];
  const made = { ...base, data: base.data.slice() };
  blendInto(made, one, masks, { blend: "normal", opacity: 100 });
  blendInto(made, two, masks.toReversed(), { blend: "multiply", opacity: 50 });

  for (let p = 0; p < width * height; p++)
    for (let c = 0; c < 3; c++) {
      const i = p * 4 + c;
      const first = (masks[p] ?? 0) / 255;
      const middle = Math.round((one.data[i] ?? 0) * first + (base.data[i] ?? 0) * (1 - first));
      const second = ((masks.at(-1 - p) ?? 0) / 255) * 0.5;
      const wanted = Math.round(((middle * (two.data[i] ?? 0)) / 255) * second + middle * (1 - second));
      expect(Math.abs((made.data[i] ?? 0) - wanted)).toBeLessThanOrEqual(1);
      if (masks[p] === 0 && masks.at(-1 - p) === 0) expect(made.data[i]).toBe(base.data[i]);
    }
});

test("a white mask in normal mode gives the upper picture exactly; see-through parts of it give nothing", () => {
  const [base, above] = [picture(4), picture(5)];
  const all = new Uint8Array(width * height).fill(255);
  const whole = { ...base, data: base.data.slice() };
  blendInto(whole, above, all, { blend: "normal", opacity: 100 });
  expect(whole.data).toEqual(above.data);

  const nothing = { ...base, data: base.data.slice() };
  blendInto(nothing, picture(5, 0), all, { blend: "screen", opacity: 100 });
  expect(nothing.data).toEqual(base.data);
});

test("over a transparent picture a layer shows as itself, and sixteen bits stay sixteen", () => {
  const below = { width: 1, height: 1, data: Uint16Array.from([0, 0, 0, 0]) };
  const above = { width: 1, height: 1, data: Uint16Array.from([40_000, 20_001, 7, 65_535]) };
  blendInto(below, above, Uint8Array.from([255]), { blend: "multiply", opacity: 100 });
  expect([...below.data]).toEqual([40_000, 20_001, 7, 65_535]);
});

test("another size is refused", () => {
  expect(() => blendInto(picture(1), picture(2), new Uint8Array(3), { blend: "normal", opacity: 100 })).toThrow(
    "as large as the picture",
  );
});
