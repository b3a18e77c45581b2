import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { drawMannequin, mannequinSteps } from "@/contract/mannequin/draw";
import { unhurried } from "./unhurried";

test("work in steps lets a timer in long before it ends, and comes to the same", async () => {
  const choice = { build: "average", view: "front", width: 1024, height: 1024 } as const;
  const began = performance.now();
  let ended = Number.NaN;
  const work = unhurried(mannequinSteps(choice)).then((drawn) => {
    ended = performance.now() - began;
    return drawn;
  });
  await sleep(1);
  const letIn = performance.now() - began;
  const drawn = await work;
  expect(letIn).toBeLessThan(ended);
  expect(Buffer.from(drawn.parts).equals(drawMannequin(choice).parts)).toBe(true);
});

test("a fault in a step is the caller's", async () => {
  const broken = function* (): Generator<void, number> {
    yield;
    throw new Error("no such limb");
  };
  await expect(unhurried(broken())).rejects.toThrow("no such limb");
});
