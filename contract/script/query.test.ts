import { describe, expect, it } from "vitest";
import { compileQuery, nearest } from "./query";
import { completeQuery } from "./query-complete";
import { tableContext, tableShot } from "./testing/shots";

const shows = (text: string, values: Parameters<typeof tableShot>[0] = {}) => {
  const query = compileQuery(text, tableContext);
  expect(query.problems, text).toEqual([]);
  return query.matches(tableShot(values));
};
const problemOf = (text: string) => compileQuery(text, tableContext).problems.map((problem) => problem.text);

describe("querying shots", () => {
  it("lets everything through when nothing is asked", () => {
    expect(shows("  ")).toBe(true);
  });

  it.each([
    "sq010 render=wip cast=mara",
    "sh0020",
    "rain",
    "SEQ=SQ010",
    "seq:sq010",
    "status:wfa",
    "status=review",
    "STATUS=WFA",
    "board=todo",
    "cast=mara,tomas",
    "cast!=tomas",
    "env=pier",
    'env="old pier"',
    "env=dusk",
    "who=ola",
    "who!=me",
    "note=lamp",
    "scene=4",
    "scene:4*",
    "lens=35*",
    "size=cu",
    "frames=48",
    "frames>47",
    "frames<=48",
    "in>=1001",
    "out=1048",
    "time=2",
    "time=2s",
    "time<2,5",
    "cost=1.5",
    "likeness=none",
    "due<today",
    "due=2026-11-20",
    "due<+7d",
    "is:overdue",
    "is:empty",
    "is:overdue,mine",
    "-is:mine",
    "is!=mine",
    '"night rain"',
    "-status:done",
    "rain,snow",
    "render=progress",
  ])("finds the shot by %s", (text) => {
    expect(shows(text)).toBe(true);
  });

  it.each([
    "sq010 render=done",
    "sh0030",
    "seq=sq020",
    "board=wip",
    "cast=tomas",
    "cast!=mara",
    "cast=none",
    "env=flats",
    "env=none",
    "who=me",
    "me",
    "is:mine",
    "scene=1",
    "scene=40",
    "scene!=4",
    "lens=35",
    "frames>48",
    "frames!=48",
    "time>2",
    "likeness<0.5",
    "due>today",
    "due=none",
    "-rain",
    '"rain night"',
    "status=wip",
  ])("leaves the shot out by %s", (text) => {
    expect(shows(text)).toBe(false);
  });

  it("knows who asks", () => {
    const mine = { assigneeId: "usr_mei" };
    expect(shows("who=me", mine)).toBe(true);
    expect(shows("me", mine)).toBe(true);
    expect(shows("is:mine", mine)).toBe(true);
    // In quotes it is a word like another.
    expect(shows('"me"', { ...mine, description: "A camera" })).toBe(true);
  });

  it("counts nothing as overdue that is approved or has no day", () => {
    expect(shows("is:overdue", { status: "done" })).toBe(false);
    expect(shows("is:overdue", { dueOn: null })).toBe(false);
    expect(shows("is:overdue", { dueOn: "2026-11-21" })).toBe(false);
  });

  it("reads an unknown word before a colon as it stands", () => {
    expect(shows("12:30", { description: "At 12:30 the tide turns" })).toBe(true);
    expect(shows("tide:", { description: "The tide: low" })).toBe(true);
  });

  it("takes a half-typed term for nothing", () => {
    expect(shows("status=")).toBe(true);
    expect(shows("cast=mara,")).toBe(true);
  });

  it.each([
    ["rendr=wip", "There is no “rendr” to ask for: did you mean render?"],
    ["render=wpi", "No status is called “wpi”: there are todo, wip, wfa, done"],
    ["frames>soon", "“soon” is no number: write like frames>48"],
    ["cast>mara", "“cast” knows no order: use = or !="],
    ["due<soon", "“soon” is no day: write 2026-11-21, today or +7d"],
    ["is:overdu", "“is:overdu” means nothing: did you mean is:overdue?"],
    ['note="lift', 'A quote is opened and not closed: end it with another "'],
  ])("says what is wrong with %s", (text, words) => {
    expect(problemOf(text)).toEqual([words]);
  });

  it("still applies the parts that mean something, and says where the others stand", () => {
    const query = compileQuery("sq020 rendr=wip", tableContext);
    expect(query.matches(tableShot())).toBe(false);
    expect(query.problems[0]).toMatchObject({ at: 6, end: 15 });
  });

  it("finds the nearest word within two letters", () => {
    expect(nearest("asignee", ["assignee", "angle"])).toBe("assignee");
    expect(nearest("zzz", ["assignee"])).toBeUndefined();
  });
});

describe("completing a query", () => {
  const shots = [tableShot(), tableShot({ id: "sht_2", cast: ["chr_mara", "chr_tomas"], sequence: "SQ020" })];
  const labels = (text: string, caret = text.length) =>
    completeQuery(text, caret, shots, tableContext).options.map(({ label }) => label);

  it("offers fields, then the values that occur, the most frequent first", () => {
    expect(labels("ca")).toEqual(["cast"]);
    expect(labels("cast=")).toEqual(["Mara", "Tomas", "none"]);
    expect(labels("cast=to")).toEqual(["Tomas"]);
    expect(labels("render=")).toEqual(["todo", "wip", "wfa", "done"]);
    expect(labels("is:over")).toEqual(["overdue"]);
    expect(labels("sq010 who=m")).toContain("me");
  });

  it("replaces only the value at the caret, with quotes where it needs them", () => {
    const text = "env=old render=wip";
    const { from, to, options } = completeQuery(text, 7, shots, tableContext);
    expect(options[0]?.insert).toBe('"Old pier · Dusk"');
    expect(text.slice(0, from) + options[0]?.insert + text.slice(to)).toBe('env="Old pier · Dusk" render=wip');
    const list = completeQuery("cast=mara,to", 12, shots, tableContext);
    expect("cast=mara,to".slice(0, list.from)).toBe("cast=mara,");
  });

  it("offers nothing between terms", () => {
    expect(labels("")).toEqual([]);
    expect(labels("sq010 ")).toEqual([]);
  });
});
