import { describe, expect, it } from "vitest";
import { checklistItems, seenSteps, stepLinks } from "./checklist";

const sample = {
  slug: "low-tide",
  characterCode: "MARA",
  frames: [
    { id: "frm_1", status: "done", versionId: "ver_1" },
    { id: "frm_2", status: "retake", versionId: null },
    { id: "frm_3", status: "retake", versionId: "ver_3" },
    { id: "frm_4", status: "wfa", versionId: "ver_4" },
  ],
};

describe("the checklist", () => {
  it("sees deeds in a person's own activity", () => {
    expect(seenSteps({ verbs: ["approved the frame", "opened a mask"], pairedNodes: 0 })).toEqual(["approve"]);
    expect(seenSteps({ verbs: ["job.queue", "accepted a result"], pairedNodes: 1 })).toEqual([
      "fill",
      "accept",
      "pair",
    ]);
    expect(seenSteps({ verbs: [], pairedNodes: 0 })).toEqual([]);
  });

  it("leads to the frame that was sent back and has a picture, and to the first that waits for review", () => {
    expect(stepLinks(sample)).toEqual({
      package: "/p/low-tide/profiles/MARA",
      fill: "/p/low-tide/masks/ver_3",
      accept: "/p/low-tide/masks/ver_3",
      approve: "/p/low-tide/review?sel=frm_4",
      pair: "/nodes?pair=1",
    });
  });

  it("still leads somewhere once the sample has moved on, or is gone", () => {
    const done = { ...sample, characterCode: null, frames: [{ id: "frm_1", status: "done", versionId: "ver_1" }] };

    expect(stepLinks(done)).toMatchObject({
      package: "/p/low-tide/characters",
      fill: "/p/low-tide/masks/ver_1",
      approve: "/p/low-tide/review",
    });
    expect(stepLinks({ ...done, frames: [] }).fill).toBe("/p/low-tide/script/shots");
    expect(stepLinks(null).package).toBe("/projects");
  });

  it("asks nobody for what their role may not do", () => {
    const given = { ticked: [], seen: [], links: stepLinks(sample) };

    expect(checklistItems({ ...given, role: "artist" }).map(({ id }) => id)).toEqual(["package", "fill", "accept"]);
    expect(checklistItems({ ...given, role: "owner" })).toHaveLength(5);
    expect(checklistItems({ ...given, role: "client" }).map(({ id }) => id)).toEqual(["package"]);
  });

  it("ticks what was done or ticked by hand, and keeps what it saw", () => {
    const items = checklistItems({ role: "owner", ticked: ["package"], seen: ["accept"], links: stepLinks(sample) });

    expect(items.filter(({ done }) => done).map(({ id, seen }) => [id, seen])).toEqual([
      ["package", false],
      ["accept", true],
    ]);
  });
});
