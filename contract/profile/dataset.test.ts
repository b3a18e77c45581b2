import { describe, expect, it } from "vitest";
import { compareStates } from "./compare";
import { captionOf, datasetName, lintDataset } from "./dataset";
import { depictsUnknown, keepCount, type RevisionImage, withoutConsent } from "./package";

const sizes = (count: number, width = 1440, height = 1080) => Array.from({ length: count }, () => ({ width, height }));

describe("the dataset's advice", () => {
  it("says exactly what a trainer misses", () => {
    const advice = lintDataset({
      ...{ sizes: sizes(12), regularisation: 0, resolution: 512 },
      use: { width: 1440, height: 1080 },
    });
    expect(advice).toEqual([
      { id: "few-images", text: "12 pictures: a LoRA wants 30 or more. Add 18." },
      {
        id: "no-regularisation",
        text: "No regularisation set: several hundred pictures of the style keep a LoRA from turning everything into this character.",
      },
      {
        id: "resolution-mismatch",
        text: "Training at 512 × 512 but rendering at 1440 × 1080: train near the resolution you will use.",
      },
    ]);
  });

  it("has nothing to say of a whole set", () => {
    const use = { width: 1024, height: 1024 };
    expect(lintDataset({ sizes: sizes(30), regularisation: 300, resolution: 1024, use })).toEqual([]);
  });

  it("names pictures smaller than the training", () => {
    const advice = lintDataset({ sizes: [...sizes(30), ...sizes(1, 600, 400)], regularisation: 1, resolution: 768 });
    expect(advice.map(({ text }) => text)).toEqual([
      "1 picture smaller than the training resolution of 768: enlarged, they teach blur.",
    ]);
  });
});

describe("captions", () => {
  const of = { trigger: "mara_lowtide", outfit: "oilskins", hair: "short grey hair", props: ["a lantern"] };
  const told = { yaw: null, pitch: null, lighting: "", expression: "" };

  it("begin with the trigger word and tell what differs", () => {
    expect(captionOf({ ...told, slot: "profile-left", lighting: "soft", expression: "smile" }, of)).toBe(
      "mara_lowtide, profile view facing left, smile expression, soft light, short grey hair, wearing oilskins, a lantern",
    );
  });

  it("tell a candidate's view from its angle", () => {
    const bare = { trigger: "pip", outfit: "", hair: "", props: [] };
    expect(captionOf({ ...told, slot: null, yaw: 47, pitch: 3 }, bare)).toBe("pip, three-quarter view facing right");
    expect(captionOf({ ...told, slot: null }, bare)).toBe("pip, portrait");
  });

  it("stand beside names without ids", () => {
    expect(datasetName(0, "front", "png")).toBe("01_front.png");
    expect(datasetName(11, null, "webp")).toBe("12_candidate.webp");
  });
});

describe("the keep counter", () => {
  const kept = (count: number) => keepCount(Array.from({ length: count }, () => ({ slot: null, keep: true })));

  it("warns below 10 and above 20", () => {
    expect(kept(9)).toMatchObject({ state: "few", words: "9 kept: 1 more makes 10" });
    expect(kept(10)).toMatchObject({ state: "good" });
    expect(kept(20)).toMatchObject({ state: "good", words: "20 kept, a good set" });
    expect(kept(23)).toMatchObject({ state: "many", words: "23 kept: more than 20 dilute the likeness, discard 3" });
  });

  it("counts what stands in a slot, and nothing discarded or undecided", () => {
    const images = [
      { slot: "front", keep: null },
      { slot: null, keep: null },
      { slot: null, keep: false },
    ];
    expect(keepCount(images).kept).toBe(1);
  });
});

describe("consent", () => {
  const image = { slot: "front", keep: null, depicts: "person", consent: false };

  it("is missing only for people whose picture is used", () => {
    expect(withoutConsent([image])).toHaveLength(1);
    expect(
      withoutConsent([
        { ...image, consent: true },
        { ...image, depicts: "rendered" },
      ]),
    ).toEqual([]);
    expect(withoutConsent([{ ...image, slot: null, keep: false }])).toEqual([]);
    expect(depictsUnknown([{ ...image, depicts: "unknown" }])).toHaveLength(1);
  });
});

describe("two states of a package", () => {
  const image = (imageId: string, values: Partial<RevisionImage> = {}): RevisionImage => ({
    ...{ imageId, mediaId: `m${imageId}`, sha256: "", slot: null, keep: null, lighting: "", expression: "" },
    ...values,
  });

  it("differ by what was added, removed, moved and told", () => {
    const before = [image("a", { slot: "front" }), image("b"), image("c", { slot: "back" })];
    const after = [image("a", { slot: "up" }), image("c", { slot: "back", lighting: "soft" }), image("d")];
    expect(compareStates(before, after).map(({ kind, imageId }) => [kind, imageId])).toEqual([
      ["told", "c"],
      ["moved", "a"],
      ["added", "d"],
      ["removed", "b"],
    ]);
    expect(compareStates(before, before)).toEqual([]);
  });
});
