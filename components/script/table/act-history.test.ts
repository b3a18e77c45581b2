import { describe, expect, it } from "vitest";
import { ActHistory } from "./act-history";

const act = (label: string, log: string[], works = true) => ({
  label,
  undo: async () => {
    log.push(`undo ${label}`);
    return works;
  },
  redo: async () => {
    log.push(`redo ${label}`);
    return works;
  },
});

describe("undo", () => {
  it("goes back act by act and forth again", async () => {
    const [history, log] = [new ActHistory(), [] as string[]];
    history.add(act("one", log));
    history.add(act("two", log));
    expect(await Promise.all([history.undo(), history.undo(), history.undo()])).toEqual(["two", "one", undefined]);
    expect([await history.redo(), await history.redo(), await history.redo()]).toEqual(["one", "two", undefined]);
    expect(log).toEqual(["undo two", "undo one", "redo one", "redo two"]);
  });

  it("forgets what could be done again once something new is done", async () => {
    const history = new ActHistory();
    history.add(act("one", []));
    await history.undo();
    history.add(act("two", []));
    expect(await history.redo()).toBeUndefined();
  });

  it("takes one act back from the middle, once", async () => {
    const [history, log] = [new ActHistory(), [] as string[]];
    const first = act("one", log);
    history.add(first);
    history.add(act("two", log));
    expect(await history.undoOne(first)).toBe(true);
    expect(await history.undoOne(first)).toBe(false);
    expect(await history.undo()).toBe("two");
  });

  it("does not offer again what was refused", async () => {
    const history = new ActHistory();
    history.add(act("one", [], false));
    expect(await history.undo()).toBeUndefined();
    expect(await history.redo()).toBeUndefined();
  });
});
