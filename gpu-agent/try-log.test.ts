import { describe, expect, it } from "vitest";
import { TryLog } from "./try-log";

describe("what a node says of a try", () => {
  it("is lines with their seconds, taken once, and put back when they did not arrive", () => {
    let now = 1_000;
    const log = new TryLog(() => now);
    log.note("inputs are here");
    now += 2_340;
    log.note("a warning\nover two lines");

    const told = log.take();
    expect(told).toBe("    0.0 s  inputs are here\n    2.3 s  a warning over two lines\n");
    expect(log.take()).toBeUndefined();
    log.untold(told);
    log.note("later");
    expect(log.take()).toBe(`${told}    2.3 s  later\n`);
  });

  it("tells a step that only counts on now and then, and every other at once", () => {
    let now = 0;
    const log = new TryLog(() => now);
    for (let n = 0; n < 40; n++) {
      log.step(`Step ${n} of 40`);
      now += 100;
    }
    log.step("Saving the result");

    expect(
      log
        .take()
        ?.trimEnd()
        .split("\n")
        .map((line) => line.slice(11)),
    ).toEqual([...["Step 0 of 40", "Step 20 of 40", "Saving the result"]]);
  });

  it("keeps a bound whatever is said while the studio is away, and says what it left out", () => {
    const log = new TryLog(() => 0);
    for (let n = 0; n < 1_000; n++) log.note(`${n} ${"x".repeat(300)}`);

    let chars = 0;
    const texts: string[] = [];
    for (let text = log.take(); text; text = log.take()) {
      expect(text.length).toBeLessThanOrEqual(4_000);
      chars += text.length;
      texts.push(text);
    }
    expect(chars).toBeLessThan(70_000);
    expect(texts[0]).toContain("(800 lines left out)");
    expect(texts.at(-1)).toContain("999 ");
  });
});
