import { expect, test } from "vitest";
import { applyPost } from "./morph";
import { opBounds, spansMeet, tileSpan } from "./op-bounds";
import type { ClientOp, DrawOp } from "./ops";
import { applyOp } from "./raster";
import { checkpointFits, replay, undoneIds } from "./replay";
import { pixelSum, randomOp, randomStroke, seeded } from "./testing-fixtures";
import { TiledMask } from "./tiles";

const entry = (id: number | string, op: ClientOp["op"]): ClientOp => ({ id: `op-${id}`, op });
const undo = (id: number | string, target: number | string) => entry(id, { kind: "undo", target: `op-${target}` });
const rect = (x: number, y = 10): DrawOp => ({ kind: "rect", mode: "add", x: x * 4, y: y * 4, w: 80, h: 80 });

test("an undo of an undo is a redo, and a third undo takes it back again", () => {
  const log = [entry(1, rect(10)), undo(2, 1), undo(3, 2)];

  expect([...undoneIds(log)]).toEqual(["op-2"]);
  expect([...undoneIds([...log, undo(4, 1)])].sort()).toEqual(["op-1", "op-2"]);
});

test("undoing all of a random log leaves a blank mask", () => {
  const next = seeded(11);
  const log = Array.from({ length: 25 }, (_, i) => entry(i, randomOp(next, 700, 500)));
  const undos = log.map((_, i) => undo(`u${i}`, i));

  const mask = replay(new TiledMask(700, 500), [...log, ...undos]);

  expect(mask.flat().every((value) => value === 0)).toBe(true);
});

test("a checkpoint that already holds an undone op does not fit", () => {
  const log = [entry(1, rect(10)), entry(2, rect(20)), undo(3, 1)];

  expect(checkpointFits(log.slice(1))).toBe(false);
  expect(checkpointFits([...log.slice(1), undo(4, 3)])).toBe(true);
  expect(() => replay(new TiledMask(100, 100), log.slice(1))).toThrow("newer than an op");
  expect(pixelSum(replay(new TiledMask(100, 100), log))).toBe(
    pixelSum(replay(new TiledMask(100, 100), [entry(2, rect(20))])),
  );
});

test("two people's ops that share no tile may come in any order", () => {
  const size = [1100, 900] as const;
  const next = seeded(17);
  const inBand = (band: number) => {
    for (;;) {
      const op = randomStroke(next, ...size);
      const { x, w } = opBounds(op, ...size);
      if (w > 0 && (band === 0 ? x + w <= 512 : x >= 512)) return op;
    }
  };
  const mine = Array.from({ length: 8 }, (_, i) => entry(`m${i}`, inBand(0)));
  const theirs = Array.from({ length: 8 }, (_, i) => entry(`t${i}`, inBand(1)));
  const expected = pixelSum(replay(new TiledMask(...size), [...mine, ...theirs]));

  for (let round = 0; round < 5; round++) {
    const [a, b] = [[...mine], [...theirs]];
    const log: ClientOp[] = [];
    while (a.length + b.length > 0)
      log.push(...((next(2) === 0 && a.length > 0) || b.length === 0 ? a : b).splice(0, 1));
    expect(pixelSum(replay(new TiledMask(...size), log))).toBe(expected);
  }
});

test("no op changes a pixel outside its bounds", () => {
  const next = seeded(23);
  for (let round = 0; round < 60; round++) {
    const mask = new TiledMask(600, 500);
    applyOp(mask, randomOp(next, 600, 500));
    const before = mask.flat();
    const op = randomOp(next, 600, 500);
    const { x, y, w, h } = opBounds(op, 600, 500);
    applyOp(mask, op);
    const after = mask.flat();
    const stray = after.findIndex((value, i) => {
      const [px, py] = [i % 600, Math.floor(i / 600)];
      return value !== before[i] && (px < x || px >= x + w || py < y || py >= y + h);
    });
    expect(stray, JSON.stringify(op)).toBe(-1);
  }
});

test("ops with disjoint boxes in one tile still meet", () => {
  const span = (op: DrawOp) => tileSpan(opBounds(op, 600, 600));

  expect(spansMeet(span(rect(10)), span(rect(200)))).toBe(true);
  expect(spansMeet(span(rect(10)), span(rect(300)))).toBe(false);
});

test("baking gives what the same post would give at use, and a part of a mask cannot be baked", () => {
  const next = seeded(31);
  const mask = new TiledMask(500, 300);
  for (let i = 0; i < 4; i++) applyOp(mask, randomStroke(next, 500, 300));
  const expected = applyPost(mask.flat(), 500, 300, { grow: 9, feather: 14, invert: false });

  const delta = applyOp(mask, { kind: "bake", grow: 9, feather: 14 });

  expect(mask.flat()).toEqual(expected);
  mask.apply(delta);
  const part = new TiledMask(500, 300, mask.snapshot());
  part.narrow({ x: 0, y: 0, w: 256, h: 256 });
  expect(() => applyOp(part, { kind: "bake", grow: 9, feather: 14 })).toThrow("whole mask");
});

test.each([
  [1, 1],
  [1, 8192],
  [8192, 1],
  [257, 3],
])("a %i x %i picture takes every kind of op and gives it back", (width, height) => {
  const next = seeded(width + height);
  const mask = new TiledMask(width, height);
  const deltas = Array.from({ length: 60 }, () => applyOp(mask, randomOp(next, width, height)));
  deltas.push(applyOp(mask, { kind: "fill" }), applyOp(mask, { kind: "bake", grow: -3, feather: 5 }));
  expect(mask.flat()).toHaveLength(width * height);
  for (const delta of deltas.toReversed()) mask.apply(delta);
  expect(mask.flat().every((value) => value === 0)).toBe(true);
});
