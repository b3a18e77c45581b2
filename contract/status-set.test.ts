import { describe, expect, it } from "vitest";
import { shotStatusFrom, statusAfterNewVersion, statusSet, whyNotSet } from "./status-set";
import { builtInStatuses } from "./statuses";

const builtIn = statusSet(builtInStatuses);
const [todo] = builtInStatuses;
if (!todo) throw new Error("no built-in status");
const custom = statusSet([
  ...builtInStatuses,
  {
    ...todo,
    code: "client",
    name: "Client looks",
    state: "in_progress",
    isDefault: false,
    isFeedbackRequest: true,
    isClientAllowed: true,
    position: 3.5,
  },
  { ...todo, code: "final", name: "Final", state: "done", isDefault: false, isDone: true, position: 5.5 },
  { ...todo, code: "gone", name: "Gone", archived: true, isDefault: false, position: 9 },
]);

describe("a shot that follows its frames", () => {
  it.each([
    [["done", "done", "omit"], "done"],
    [["done", "todo"], "wip"],
    [["done", "wfa", "retake"], "retake"],
    [["wip", "wfa"], "wfa"],
    [["todo", "ready"], "ready"],
    [["hold", "todo"], "hold"],
    [["omit"], undefined],
    [[], undefined],
  ])("stands for %j at %s", (frames, status) => {
    expect(shotStatusFrom(builtIn, frames)).toBe(status);
  });

  it("speaks a team's own words by their flags", () => {
    expect(shotStatusFrom(custom, ["client", "wip"])).toBe("client");
    expect(shotStatusFrom(custom, ["client", "retake"])).toBe("retake");
    expect(shotStatusFrom(custom, ["final", "done"])).toBe("final");
    expect(shotStatusFrom(custom, ["final", "todo"])).toBe("wip");
  });
});

describe("a new picture", () => {
  it("begins work, and asks for eyes where the frame was judged", () => {
    const after = (code: string, retakeAsks = true) => statusAfterNewVersion(custom, code, { retakeAsks });

    expect(["todo", "ready", "wip", "wfa", "client", "hold"].map((code) => after(code))).toEqual([
      ...["wip", "wip", "wip", "wfa", "client", "hold"],
    ]);
    expect([after("retake"), after("done"), after("final")]).toEqual(["wfa", "wfa", "wfa"]);
    expect(after("retake", false)).toBe("retake");
    expect(after("done", false)).toBe("wfa");
  });
});

describe("who may set what", () => {
  const may = (role: "client" | "artist" | "supervisor" | "owner", from: string, to: string) =>
    whyNotSet(custom, [], role, { from, to }) === undefined;

  it("hangs on the flags of the status", () => {
    expect(may("artist", "wip", "wfa")).toBe(true);
    expect(may("artist", "wfa", "done")).toBe(false);
    expect(may("supervisor", "wfa", "done")).toBe(true);
    expect(may("client", "wip", "wfa")).toBe(false);
    expect(may("client", "wip", "client")).toBe(true);
  });

  it("is narrowed by transitions, said with who may", () => {
    const ways = [
      { fromCode: "todo", toCode: "done", role: null },
      { fromCode: "wfa", toCode: "done", role: "manager" as const },
    ];
    const why = (role: "artist" | "supervisor" | "manager", from: string, to: string) =>
      whyNotSet(custom, ways, role, { from, to });

    expect(why("manager", "todo", "done")).toContain("Nobody goes from “Todo” to “Approved”");
    expect(why("supervisor", "wfa", "done")).toContain("Only a manager");
    expect(why("manager", "wfa", "done")).toBeUndefined();
    expect(why("supervisor", "wip", "done")).toBeUndefined();
  });

  it("refuses an archived status and lets one stay where it is", () => {
    expect(whyNotSet(custom, [], "owner", { from: "wip", to: "gone" })).toContain("not used any more");
    expect(whyNotSet(custom, [], "artist", { from: "done", to: "done" })).toBeUndefined();
  });
});
