import { expect, it } from "vitest";
import { once, type StudioContext } from "./context";

const reading = (more: Partial<StudioContext> = {}) => {
  let asked = 0;
  const ctx = { kept: new Map(), ...more } as StudioContext;
  return { ask: () => once(ctx, "words", async () => ++asked), asked: () => asked };
};

it("reads once for all verbs of a request that only reads", async () => {
  const { ask, asked } = reading();
  expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
  expect(await ask()).toBe(1);
  expect(asked()).toBe(1);
});

it("reads anew inside a transaction, and where nothing is kept", async () => {
  const inside = reading({ announcements: [] });
  await inside.ask();
  expect(await inside.ask()).toBe(2);
  const writing = reading({ kept: undefined } as unknown as Partial<StudioContext>);
  await writing.ask();
  expect(await writing.ask()).toBe(2);
});
