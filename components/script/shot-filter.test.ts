import { describe, expect, it } from "vitest";
import { type FilteredShot, parseFilter, shotFilter } from "@/components/script/shot-filter";

const shot = (values: Partial<FilteredShot> = {}): FilteredShot => ({
  code: "SQ010_SH0020",
  sequence: "SQ010",
  description: "Mara waits at the pier in the night rain",
  status: "wfa",
  environment: "Old pier",
  assignee: "Ola Berg",
  cast: [{ name: "Mara", code: "MARA" }],
  lastNote: { body: "Lift the lamp" },
  ...values,
});
const shows = (text: string, values?: Partial<FilteredShot>) => shotFilter(text)(shot(values));

describe("filtering shots", () => {
  it("lets everything through when nothing is asked", () => {
    expect(shows("  ")).toBe(true);
  });

  it.each([
    "status:wfa",
    "status:review",
    "seq:sq010",
    "cast:mara",
    "env:pier",
    "who:ola",
    "note:lamp",
    "sh0020",
    "rain",
    "STATUS=WFA",
  ])("finds the shot by %s", (text) => {
    expect(shows(text)).toBe(true);
  });

  it.each(["status:done", "seq:sq020", "cast:tomas", "env:harbour", "who:mei", "note:hand", "sh0030"])(
    "leaves the shot out by %s",
    (text) => {
      expect(shows(text)).toBe(false);
    },
  );

  it("wants every term, and one of the words between commas", () => {
    expect(shows("cast:tomas,mara status:wfa")).toBe(true);
    expect(shows("cast:tomas,mara status:done")).toBe(false);
  });

  it("turns a term round with a minus", () => {
    expect(shows("-status:done")).toBe(true);
    expect(shows("-cast:mara")).toBe(false);
  });

  it("keeps quoted words together", () => {
    expect(shows('"night rain"')).toBe(true);
    expect(shows('"rain night"')).toBe(false);
  });

  it("takes a short status name exactly, so that todo is not found in other words", () => {
    expect(shows("status:todo", { status: "todo" })).toBe(true);
    expect(shows("status:done", { status: "done" })).toBe(true);
    expect(shows("status:wip", { status: "wfa" })).toBe(false);
  });

  it("reads an unknown key as plain words", () => {
    expect(parseFilter("12:30")).toEqual([{ key: null, values: ["12:30"], not: false }]);
    expect(parseFilter("scene:1")).toEqual([{ key: null, values: ["scene:1"], not: false }]);
  });

  it("does not stumble over half-typed terms", () => {
    expect(shows("status:")).toBe(true);
    expect(shows('"')).toBe(true);
    expect(shows("-")).toBe(false);
  });
});
