import { describe, expect, it } from "vitest";
import { type BoardFrame, packBoard, unpackBoard, withStatus } from "./packed-board";

const picture = { id: "med_1", width: 1920, height: 1080, colour: "#304050" };
const frame = (id: string, more: Partial<BoardFrame> = {}): BoardFrame => ({
  ...{ id, label: "A", status: "wip", shot: "SQ010_SH0010", action: "She lights the lamp", durationFrames: 48 },
  ...{ versionId: "ver_1", number: 2, rough: false, updatedAt: "2026-01-01T00:00:00Z", picture, notes: 1, staged: 0 },
  ...more,
});
const rows = [
  frame("frm_1"),
  frame("frm_2", { label: "B", rough: true, staged: 3 }),
  frame("frm_3", { shot: "SQ010_SH0020", action: "", versionId: null, number: null, rough: null, picture: null }),
];

describe("a packed board", () => {
  it("gives back the rows it was made of", () => {
    expect(unpackBoard(JSON.parse(JSON.stringify(packBoard(rows))))).toEqual(rows);
  });

  it("says once what the frames of a shot share", () => {
    expect(packBoard(rows).shots).toEqual([
      ["SQ010_SH0010", "She lights the lamp", 48],
      ["SQ010_SH0020", "", 48],
    ]);
  });

  it("changes the status of one frame and of no other", () => {
    const changed = unpackBoard(withStatus(packBoard(rows), "frm_2", "done"));
    expect(changed.map(({ status }) => status)).toEqual(["wip", "done", "wip"]);
  });
});
