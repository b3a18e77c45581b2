import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { at, byteAt } from "./bytes";
import { pixelSha256 } from "./hash";
import { type DrawOp, MaskOp, type StrokeOp } from "./ops";
import { decodePoints, encodePoints, simplifyStroke } from "./points";
import { applyOp } from "./raster";
import { randomOp, randomStroke, seeded } from "./testing-fixtures";
import { TiledMask } from "./tiles";

const draw = (mask: TiledMask, ...ops: DrawOp[]) => {
  for (const op of ops) applyOp(mask, op);
  return mask;
};

/** Pixel by pixel over the whole frame: slow and plainly the definition of a stroke. */
function referenceStroke(pixels: Uint8Array, width: number, height: number, op: StrokeOp): void {
  const p = decodePoints(op.points, 3);
  const hardness = op.hardness / 100;
  const radius = (i: number) => ((op.size / 8) * at(p, i + 2)) / 255;
  for (let k = 0; k === 0 || k + 3 < p.length; k += 3) {
    const j = Math.min(k + 3, p.length - 3);
    const [x0, y0] = [at(p, k) / 4, at(p, k + 1) / 4];
    const [dx, dy] = [at(p, j) / 4 - x0, at(p, j + 1) / 4 - y0];
    const [r0, r1] = [radius(k), radius(j)];
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const [px, py] = [x + 0.5 - x0, y + 0.5 - y0];
        const length2 = dx * dx + dy * dy;
        let t = length2 > 0 ? (px * dx + py * dy) / length2 : 0;
        t = t < 0 ? 0 : Math.min(t, 1);
        const [ex, ey, r] = [px - t * dx, py - t * dy, r0 + t * (r1 - r0)];
        const edge = r + 0.5 - Math.sqrt(ex * ex + ey * ey);
        if (edge <= 0) continue;
        const u = Math.min(1, edge / (r - r * hardness + 0.5));
        const value =
          (((hardness >= 1 ? (edge >= 1 ? 255 : (edge * 255 + 0.5) | 0) : (u * u * (3 - 2 * u) * 255 + 0.5) | 0) *
            Math.floor(((op.opacity ?? 100) * 255 + 50) / 100) +
            127) /
            255) |
          0;
        const i = y * width + x;
        pixels[i] = op.mode === "add" ? Math.max(byteAt(pixels, i), value) : Math.min(byteAt(pixels, i), 255 - value);
      }
  }
}

describe("strokes", () => {
  test("the span rasteriser gives the same bytes as the definition, pixel by pixel", () => {
    const next = seeded(7);
    for (let round = 0; round < 4; round++) {
      const mask = new TiledMask(300, 270);
      const pixels = new Uint8Array(300 * 270);
      for (let i = 0; i < 3; i++) {
        const op = { ...randomStroke(next, 300, 270, 12), ...(i === 1 ? { opacity: 10 + next(80) } : {}) };
        draw(mask, op);
        referenceStroke(pixels, 300, 270, op);
      }
      expect(Buffer.compare(mask.flat(), pixels)).toBe(0);
    }
  });

  test("painting then erasing the same path two pixels wider leaves zero", () => {
    const next = seeded(5);
    const op = { ...randomStroke(next, 800, 800, 40), mode: "add" as const, hardness: 100, size: 240 };
    const points = decodePoints(op.points, 3).map((value, i) => (i % 3 === 2 ? 255 : value));
    const stroke = { ...op, points: encodePoints(points, 3) };
    const mask = draw(new TiledMask(800, 800), stroke);
    expect(mask.flat().some((value) => value > 0)).toBe(true);
    draw(mask, { ...stroke, mode: "erase", size: stroke.size + 8 });
    expect(mask.flat().every((value) => value === 0)).toBe(true);
    expect(mask.usedBytes()).toBe(0);
  });

  test("points survive packing, and simplifying never moves the outline by more than a quarter pixel or so", () => {
    const next = seeded(9);
    const op = { ...randomStroke(next, 600, 600, 120), hardness: 100, mode: "add" as const };
    const points = decodePoints(op.points, 3);
    expect(decodePoints(encodePoints(points, 3), 3)).toEqual(points);
    const straight = Array.from({ length: 50 }, (_, i) => [i * 8, i * 4, 255]).flat();
    expect(simplifyStroke(straight, 400)).toEqual([0, 0, 255, 392, 196, 255]);
    const simple = simplifyStroke(points, op.size);
    const a = draw(new TiledMask(600, 600), op).flat();
    const b = draw(new TiledMask(600, 600), { ...op, points: encodePoints(simple, 3) }).flat();
    const worst = a.reduce((most, value, i) => Math.max(most, Math.abs(value - byteAt(b, i))), 0);
    expect(worst).toBeLessThan(255 * 0.55);
  });

  test("a line of pixels that turns back on itself keeps its turning point", () => {
    expect(simplifyStroke([0, 0, 255, 400, 0, 255, 40, 0, 255], 100)).toEqual([0, 0, 255, 400, 0, 255, 40, 0, 255]);
  });
});

describe("shapes", () => {
  const area = (mask: TiledMask) => mask.flat().reduce((sum, value) => sum + value, 0) / 255;

  test("a rectangle on the quarter grid has its exact area", () => {
    const mask = draw(new TiledMask(900, 700), { kind: "rect", mode: "add", x: 101, y: 50, w: 2405, h: 1802 });
    expect(area(mask)).toBeCloseTo((2405 * 1802) / 16, -1.5);
    expect(mask.valueAt(25, 100)).toBe(191);
  });

  test("an ellipse has the area of an ellipse and touches nothing outside its box", () => {
    const mask = draw(new TiledMask(700, 500), { kind: "ellipse", mode: "add", x: 400, y: 400, w: 2000, h: 1200 });
    expect(Math.abs(area(mask) / (Math.PI * 250 * 150) - 1)).toBeLessThan(0.001);
    expect(mask.valueAt(99, 250)).toBe(0);
    expect(mask.valueAt(350, 250)).toBe(255);
  });

  test("even-odd leaves the middle of a star open, nonzero fills it", () => {
    const points = encodePoints([400, 40, 640, 760, 20, 300, 780, 300, 160, 760], 2);
    const open = draw(new TiledMask(200, 200), { kind: "poly", mode: "add", rule: "evenodd", points });
    const closed = draw(new TiledMask(200, 200), { kind: "poly", mode: "add", rule: "nonzero", points });
    expect([open.valueAt(100, 110), closed.valueAt(100, 110)]).toEqual([0, 255]);
  });

  test("drawing only a few tiles gives those tiles the same bytes as drawing everything", () => {
    const next = seeded(21);
    for (let round = 0; round < 15; round++) {
      const ops = Array.from({ length: 4 }, () => randomOp(next, 900, 700));
      const whole = draw(new TiledMask(900, 700), ...ops);
      const part = new TiledMask(900, 700);
      part.narrow({ x: 256, y: 256, w: 256, h: 256 });
      draw(part, ...ops);
      for (let y = 256; y < 512; y += 3)
        for (let x = 256; x < 512; x++) if (part.valueAt(x, y) !== whole.valueAt(x, y)) expect.fail(`at ${x}, ${y}`);
    }
  });
});

describe("whole frame", () => {
  test("inverting twice is nothing, on a ragged size", () => {
    const mask = draw(new TiledMask(777, 333), randomStroke(seeded(3), 777, 333));
    const before = mask.flat();
    draw(mask, { kind: "invert" }, { kind: "invert" });
    expect(Buffer.compare(mask.flat(), before)).toBe(0);
  });

  test("every op can be undone and redone exactly, at sizes that are no multiple of a tile", () => {
    for (const [width, height] of [
      [1, 1],
      [255, 257],
      [1000, 700],
      [777, 333],
    ] as const) {
      const next = seeded(width);
      const mask = new TiledMask(width, height);
      for (let i = 0; i < 12; i++) {
        const before = mask.flat();
        const delta = applyOp(mask, randomOp(next, width, height));
        const after = mask.flat();
        const redo = mask.apply(delta);
        expect(Buffer.compare(mask.flat(), before)).toBe(0);
        mask.apply(redo);
        expect(Buffer.compare(mask.flat(), after)).toBe(0);
      }
    }
  });

  test("a second stroke cannot be opened while one is open", () => {
    const mask = new TiledMask(10, 10);
    mask.begin();
    expect(() => applyOp(mask, { kind: "fill" })).toThrow("already open");
    mask.rollback();
    expect(() => mask.writable(0)).toThrow("outside a stroke");
  });
});

describe("golden", () => {
  test("the stored ops give the stored hash, and so they must on every machine", async () => {
    const stored: unknown = JSON.parse(readFileSync(new URL("./golden-ops.json", import.meta.url), "utf8"));
    const ops = MaskOp.array().parse(stored) as DrawOp[];
    expect(await pixelSha256(draw(new TiledMask(1001, 613), ...ops))).toBe(
      "e06ed879e7c337afa42d9792f50066cbf3d3017b348cc10bf7a9a41735f54631",
    );
  });
});
