import { describe, expect, it } from "vitest";
import { type Deed, deedHref, deedWords, foldDeeds } from "./activity-words";

const deed = (changes: Partial<Deed>): Deed => ({
  ...{
    id: 1,
    verb: "approved the frame",
    subject: "frame",
    subjectId: "frm_1",
    frameId: "frm_1",
    at: "2026-03-10T12:00:00Z",
  },
  ...{ slug: "low-tide", mine: false, who: "Mara", what: "SQ010_SH0020 A" },
  ...changes,
});

describe("recent activity", () => {
  it("reads as a sentence", () => {
    expect(deedWords(deed({}))).toEqual({ does: "approved the frame", to: "SQ010_SH0020 A" });
    expect(deedWords(deed({ verb: "accepted a result" }))).toEqual({
      does: "accepted a result in",
      to: "SQ010_SH0020 A",
    });
    expect(deedWords(deed({ verb: "job.queue", what: "Upscale" }))).toEqual({ does: "queued", to: "Upscale" });
    expect(deedWords(deed({ verb: "node.pair", what: "attic" }))).toEqual({ does: "was paired", to: null });
    expect(deedWords(deed({ verb: "invited", what: null }))).toEqual({ does: "invited somebody", to: null });
  });

  it("leads to a page that exists, or nowhere", () => {
    expect(deedHref(deed({}))).toBe("/p/low-tide/review?sel=frm_1");
    expect(deedHref(deed({ subject: "version", subjectId: "ver_1" }))).toBe("/p/low-tide/review?sel=frm_1");
    expect(deedHref(deed({ subject: "shot", frameId: null, what: "SQ010_SH0020" }))).toBe(
      "/p/low-tide/script/shots/SQ010_SH0020",
    );
    expect(deedHref(deed({ subject: "job", subjectId: "job_1", frameId: null }))).toBe("/renders?job=job_1");
    expect(deedHref(deed({ subject: "node", subjectId: "team_1", frameId: null, slug: null }))).toBeNull();
    expect(deedHref(deed({ subject: "people", frameId: null, slug: null }))).toBeNull();
  });

  it("folds the same deed in a row into one line with a count", () => {
    const rows = foldDeeds([deed({ id: 4 }), deed({ id: 3 }), deed({ id: 2, who: "Ola" }), deed({ id: 1 })]);

    expect(rows.map(({ id, who, times }) => [id, who, times])).toEqual([
      [4, "Mara", 2],
      [2, "Ola", 1],
      [1, "Mara", 1],
    ]);
  });
});
