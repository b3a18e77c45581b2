import { expect, test } from "vitest";
import type { DrawOp, LoggedOp } from "@/contract/mask/ops";
import { replay } from "@/contract/mask/replay";
import { pixelSum, randomOp, randomStroke, seeded } from "@/contract/mask/testing-fixtures";
import { TiledMask } from "@/contract/mask/tiles";
import { MaskHistory } from "./history";

const SIZE = [700, 600] as const;
const blank = () => new TiledMask(...SIZE);
const rect = (x: number, w = 100): DrawOp => ({ kind: "rect", mode: "add", x: x * 4, y: 40, w: w * 4, h: 200 });

/** A server in one variable: it numbers what it gets, once per id. */
class Log {
  readonly ops: LoggedOp[] = [];
  append(actorId: string, batch: readonly { id: string; op: LoggedOp["op"] }[]) {
    for (const { id, op } of batch)
      if (!this.ops.some((known) => known.id === id)) this.ops.push({ id, op, seq: this.ops.length + 1, actorId });
  }
}

test("undo and redo give back the exact bytes, and hide under a later stroke rightly", () => {
  const history = new MaskHistory(blank(), [], "me");
  const sums = [pixelSum(history.mask)];
  const next = seeded(1);
  for (let i = 0; i < 12; i++) {
    history.commit(randomOp(next, ...SIZE));
    sums.push(pixelSum(history.mask));
  }
  for (let i = 11; i >= 0; i--) {
    history.undo();
    expect(pixelSum(history.mask)).toBe(sums[i]);
  }
  expect(history.undo()).toBeNull();
  for (let i = 1; i <= 12; i++) {
    history.redo();
    expect(pixelSum(history.mask)).toBe(sums[i]);
  }
  expect(history.canRedo).toBe(false);
});

test("a stroke hidden under others shows again when they are taken back in any order", () => {
  const history = new MaskHistory(blank(), [], "me");
  const other = new MaskHistory(blank(), [], "other");
  const log = new Log();
  log.append("me", [history.commit(rect(10))]);
  log.append("other", [other.commit(rect(10, 300))]);
  history.receive(log.ops);
  other.receive(log.ops);

  const undo = history.undo();
  if (undo) log.append("me", [undo]);
  other.receive(log.ops);
  const undoOther = other.undo();
  if (undoOther) log.append("other", [undoOther]);
  history.receive(log.ops);
  expect(history.mask.valueAt(50, 20)).toBe(0);

  const redo = history.redo();
  if (redo) log.append("me", [redo]);
  expect([history.mask.valueAt(50, 20), history.mask.valueAt(200, 20)]).toEqual([255, 0]);
  other.receive(log.ops);
  expect(pixelSum(other.mask)).toBe(pixelSum(history.mask));
});

test("a random life of strokes, undos and redos always equals a replay of its log", () => {
  for (let seed = 1; seed <= 3; seed++) {
    const next = seeded(seed);
    const history = new MaskHistory(blank(), [], "me");
    const log = new Log();
    for (let i = 0; i < 45; i++) {
      const dice = next(10);
      const made = dice < 5 ? history.commit(randomOp(next, ...SIZE)) : dice < 8 ? history.undo() : history.redo();
      if (made) log.append("me", [made]);
      expect(pixelSum(history.mask), `seed ${seed} step ${i}`).toBe(pixelSum(replay(blank(), log.ops)));
    }
  }
});

test("three people with late, batched and repeated delivery end with the same mask as the server", () => {
  for (let seed = 1; seed <= 6; seed++) {
    const next = seeded(seed * 101);
    const log = new Log();
    const people = ["ada", "bo", "cy"].map((name) => ({ name, history: new MaskHistory(blank(), [], name), seen: 0 }));
    for (let i = 0; i < 80; i++) {
      const person = people[next(3)];
      if (!person) continue;
      const dice = next(10);
      if (dice < 4) person.history.commit(next(3) === 0 ? randomOp(next, ...SIZE) : randomStroke(next, ...SIZE, 6));
      else if (dice === 4) person.history.undo();
      else if (dice === 5) person.history.redo();
      else if (dice < 8) {
        log.append(person.name, person.history.unacknowledged.slice(0, 1 + next(3)));
        if (next(2)) person.history.acknowledge(log.ops.filter((op) => op.actorId === person.name));
      } else {
        const upTo = person.seen + next(log.ops.length - person.seen + 1);
        expect(person.history.receive(log.ops.slice(Math.max(0, person.seen - 2), upTo))).toBe(true);
        person.seen = upTo;
      }
    }
    for (const { name, history } of people) log.append(name, history.unacknowledged);
    const expected = pixelSum(replay(blank(), log.ops));
    for (const { name, history } of people) {
      history.receive(log.ops);
      expect(pixelSum(history.mask), `${name}, seed ${seed}`).toBe(expected);
    }
  }
});

test("what was loaded can be undone by its author only, and an undo older than the log asks to load again", () => {
  const server = new Log();
  server.append("me", [{ id: "op-number-1", op: rect(10) }]);
  server.append("you", [{ id: "op-number-2", op: rect(300) }]);
  const history = new MaskHistory(blank(), server.ops, "me");

  expect(history.undo()?.op).toEqual({ kind: "undo", target: "op-number-1" });
  expect(history.undo()).toBeNull();
  const late: LoggedOp = { id: "op-number-9", op: { kind: "undo", target: "op-before" }, seq: 9, actorId: "you" };
  expect(history.receive([late])).toBe(false);
});

test("ops left over from a killed tab are drawn once and stay mine", () => {
  const first = new MaskHistory(blank(), [], "me");
  const left = [first.commit(rect(10)), first.commit(rect(300))];
  const again = new MaskHistory(blank(), [{ ...(left[0] ?? first.commit(rect(1))), seq: 1, actorId: "me" }], "me");

  expect(again.restore(left)).toEqual([left[1]]);
  expect(pixelSum(again.mask)).toBe(pixelSum(first.mask));
  expect(again.undo()?.op).toEqual({ kind: "undo", target: left[1]?.id });
});

test("a bake under later strokes, and strokes under a bake, can be taken back in any order", () => {
  for (let seed = 1; seed <= 2; seed++) {
    const next = seeded(seed * 7);
    const history = new MaskHistory(blank(), [], "me");
    const log = new Log();
    for (let i = 0; i < 20; i++) {
      const bake: DrawOp = { kind: "bake", grow: next(21) - 10, feather: next(9) };
      const dice = next(10);
      const made =
        dice < 4 ? history.commit(randomStroke(next, ...SIZE, 6)) : dice < 6 ? history.commit(bake) : history.undo();
      if (made) log.append("me", [made]);
      expect(pixelSum(history.mask), `seed ${seed} step ${i}`).toBe(pixelSum(replay(blank(), log.ops)));
    }
  }
});

test("a document of 20,000 ops opens, undoes and redoes without going back to the beginning", () => {
  const next = seeded(77);
  const log = Array.from({ length: 20_000 }, (_, i): LoggedOp => {
    const [x, y, w, h] = [next(1500), next(1500), 4 + next(60), 4 + next(60)];
    const op: DrawOp = { kind: "rect", mode: next(2) ? "add" : "erase", x, y, w, h };
    return { id: `op-${i}-long`, op, seq: i + 1, actorId: "me" };
  });
  const history = new MaskHistory(new TiledMask(400, 400), log, "me");
  const whole = pixelSum(replay(new TiledMask(400, 400), log));
  expect(pixelSum(history.mask)).toBe(whole);

  for (let i = 0; i < 40; i++) history.undo();
  expect(pixelSum(history.mask)).toBe(pixelSum(replay(new TiledMask(400, 400), log.slice(0, -40))));
  for (let i = 0; i < 40; i++) history.redo();
  expect(pixelSum(history.mask)).toBe(whole);
});

test("an older part of the log put below changes no pixel, and undo reaches into it", () => {
  const log = Array.from(
    { length: 12 },
    (_, n): LoggedOp => ({
      ...{ id: `old-op-${n}`, seq: n + 1, actorId: n % 3 === 0 ? "kim" : "mei" },
      op: { kind: "rect", mode: n % 4 === 3 ? "erase" : "add", x: n * 90, y: n * 40, w: 700, h: 500 },
    }),
  );
  const drawn = (ops: readonly LoggedOp[]) => replay(blank(), ops);
  const without = (...gone: string[]) => pixelSum(drawn(log.filter(({ id }) => !gone.includes(id))));
  const history = new MaskHistory(drawn(log), [], "mei");
  expect(history.canUndo).toBe(false);

  history.prepend(drawn(log.slice(0, 4)), log.slice(4), "mei");
  expect(pixelSum(history.mask)).toBe(without());
  const taken = [history.undo(), history.undo()].map((made) => made?.op.kind === "undo" && made.op.target);
  expect(taken).toEqual(["old-op-11", "old-op-10"]);
  expect(history.undoOp("old-op-5")?.op).toEqual({ kind: "undo", target: "old-op-5" });
  expect(history.undoOp("old-op-5")).toBeNull();
  expect(history.undoOp("old-op-1")).toBeNull();
  expect(pixelSum(history.mask)).toBe(without("old-op-11", "old-op-10", "old-op-5"));

  history.prepend(blank(), log.slice(0, 4), "mei");
  history.undoOp("old-op-1");
  expect(pixelSum(history.mask)).toBe(without("old-op-11", "old-op-10", "old-op-5", "old-op-1"));
});

/** Two who paint without hearing of each other, `count` acts each; what the other did comes in one batch, before or after the numbers of one's own. */
function apart(seed: number, count: number, ackFirst: boolean, act: (next: (below: number) => number) => DrawOp) {
  const next = seeded(seed);
  const [mine, theirs] = [new MaskHistory(blank(), [], "me"), new MaskHistory(blank(), [], "other")];
  const log = new Log();
  const step = (history: MaskHistory) => {
    const dice = next(10);
    return dice < 6 ? history.commit(act(next)) : dice < 8 ? history.undo() : history.redo();
  };
  for (let i = 0; i < count; i++) {
    const made = step(theirs);
    if (made) log.append("other", [made]);
    step(mine);
  }
  log.append("me", mine.unacknowledged);
  const own = log.ops.filter(({ actorId }) => actorId === "me");
  if (ackFirst) mine.acknowledge(own);
  const start = performance.now();
  expect(mine.receive(log.ops)).toBe(true);
  const took = performance.now() - start;
  return { mine, theirs, log, took };
}

test("what hundreds did while one was away comes in at once, in the server's order, and can still be undone", () => {
  for (const ackFirst of [true, false]) {
    const { mine, theirs, log } = apart(ackFirst ? 31 : 32, 60, ackFirst, (next) => randomOp(next, ...SIZE));
    expect(pixelSum(mine.mask)).toBe(pixelSum(replay(blank(), log.ops)));
    theirs.receive(log.ops);
    expect(pixelSum(theirs.mask)).toBe(pixelSum(mine.mask));
    for (let i = 0; i < 12; i++) {
      const made = i % 4 === 3 ? mine.redo() : mine.undo();
      if (made) log.append("me", [made]);
      expect(pixelSum(mine.mask), `step ${i}`).toBe(pixelSum(replay(blank(), log.ops)));
    }
  }
});

test("coming back after 400 acts of each takes less than a twentieth of drawing them again for each", () => {
  const act = (next: (below: number) => number): DrawOp =>
    next(8) === 0 ? { kind: "invert" } : randomStroke(next, ...SIZE, 6);
  const { mine, log, took } = apart(5, 400, true, act);
  const start = performance.now();
  expect(pixelSum(mine.mask)).toBe(pixelSum(replay(blank(), log.ops)));
  const once = performance.now() - start;
  expect(took).toBeLessThan((once * log.ops.length) / 20);
});
