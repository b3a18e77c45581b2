import { describe, expect, it } from "vitest";
import { statusSet } from "../status-set";
import { builtInStatuses } from "../statuses";
import { isOn, renderAfterBoard, shotAfter } from "./automations";

const set = statusSet(builtInStatuses);

describe("Board done", () => {
  it.each([
    [{ before: "wfa", after: "done" }, "todo", "ready"],
    [{ before: "done", after: "done" }, "todo", undefined],
    [{ before: "wip", after: "wfa" }, "todo", undefined],
    [{ before: "wfa", after: "done" }, "wip", undefined],
    [{ before: "wfa", after: "done" }, "hold", undefined],
  ])("%j with Render at %s makes it %s", (board, render, after) => {
    expect(renderAfterBoard(set, board, render)).toBe(after);
  });

  it("does nothing in a team without a word for ready", () => {
    const bare = statusSet(builtInStatuses.map((row) => (row.code === "ready" ? { ...row, archived: true } : row)));
    expect(renderAfterBoard(bare, { before: "wfa", after: "done" }, "todo")).toBeUndefined();
  });
});

describe("a shot after its tasks", () => {
  const after = (shot: string, frames: string | undefined, tasks: string[], completes = true, reopened = false) =>
    shotAfter(set, { shot, frames, tasks, reopened }, completes);

  it("is done when every begun task is, omitted ones aside", () => {
    expect(after("wip", undefined, ["done", "done", "omit"])).toBe("done");
    expect(after("wip", "done", ["done", "done"])).toBe("done");
    expect(after("wip", undefined, ["done", "wfa"])).toBe("wip");
  });

  it("is not done by its frames while another task is open", () => {
    expect(after("wfa", "done", ["done", "ready"])).toBe("wip");
    expect(after("wfa", "done", ["done", "ready"], false)).toBe("done");
  });

  it("follows its frames while these are open", () => {
    expect(after("todo", "retake", ["retake", "ready"])).toBe("retake");
    expect(after("todo", "wfa", [])).toBe("wfa");
  });

  it("opens again when a finished task does, and else keeps what a person said", () => {
    expect(after("done", undefined, ["done", "retake"], true, true)).toBe("wip");
    expect(after("done", undefined, ["done", "retake"])).toBe("done");
    expect(after("hold", "done", ["done"])).toBe("hold");
    expect(after("omit", undefined, ["done"])).toBe("omit");
  });
});

it("is on until somebody switches it off", () => {
  expect(isOn([], "board-done")).toBe(true);
  expect(isOn(["board-done"], "board-done")).toBe(false);
});
