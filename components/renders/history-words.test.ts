import { describe, expect, it } from "vitest";
import { deedWords } from "./history-words";

const deed = (verb: string, more: object = {}) => ({
  verb,
  what: "Upscale",
  who: "Noor",
  jobs: null,
  mine: false,
  ...more,
});

describe("a deed in words", () => {
  it("says how many, and whose work when it is their own", () => {
    expect(deedWords(deed("job.cancel", { jobs: 12 }))).toEqual({ does: "cancelled", to: "12 jobs: Upscale" });
    expect(deedWords(deed("job.move", { jobs: 1 }))).toEqual({ does: "moved", to: "Upscale" });
    expect(deedWords(deed("queue.pause"))).toEqual({ does: "paused the whole queue", to: null });
    expect(deedWords(deed("queue.pause-person", { what: "Noor", jobs: 4 })).to).toBe("themselves");
    expect(deedWords(deed("queue.pause-person", { what: "Bob" })).to).toBe("Bob");
    expect(deedWords(deed("job.never-seen")).does).toBe("job never-seen");
  });
});
