import { describe, expect, it } from "vitest";
import { type Evidence, evidenceOf, hamming, hashed } from "./alike";
import { bestOf, duplicatesOf, groupsOf, type Judged, judgePair } from "./duplicates";

const image = (id: string, values: Partial<Judged> = {}): Judged => ({
  ...{ id, mediaId: `m-${id}`, slot: null, yaw: null, pitch: null, lighting: "", expression: "", keep: null },
  ...{ checks: null, ...values },
});
const evidence = (a: string, b: string, values: Partial<Evidence> = {}): Evidence => ({
  ...{ a, b, whole: 30, mirror: 30, crop: 30, windows: 30 },
  ...values,
});
const why = (images: Judged[], ...told: Evidence[]) => duplicatesOf(images, told).map((pair) => pair.why);

describe("hashes", () => {
  it("count the bits in which they differ", () => {
    expect(hamming("0000000000000000", "ffffffffffffffff")).toBe(64);
    expect(hamming("8000000000000001", "0000000000000001")).toBe(1);
  });

  it("find a crop among the windows of the whole", () => {
    const whole = hashed({ id: "a", phash: "f0f0f0f0f0f0f0f0", windows: "00ff00ff00ff00ff123456789abcdef0" });
    const crop = hashed({ id: "b", phash: "123456789abcdef1" });
    expect(evidenceOf(whole, crop)).toMatchObject({ crop: 1, windows: 64, mirror: 64 });
  });
});

describe("near-duplicates", () => {
  it("flag two crops of one picture, whatever angle nobody gave", () => {
    const pair = [image("a"), image("b")];
    expect(why(pair, evidence("a", "b", { crop: 4 }))).toEqual(["near-duplicate"]);
    expect(why(pair, evidence("b", "a", { windows: 2 }))).toEqual(["near-duplicate"]);
    expect(why(pair, evidence("a", "b", { crop: 10 }))).toEqual([]);
  });

  it("let the left and the right profile stand, also as mirror images of one another", () => {
    const told = [evidence("a", "b", { mirror: 0, whole: 3, crop: 0 })];
    expect(why([image("a", { slot: "profile-left" }), image("b", { slot: "profile-right" })], ...told)).toEqual([]);
    const read = [image("a", { yaw: -88, pitch: 2 }), image("b", { yaw: 91, pitch: 0 })];
    expect(why(read, ...told)).toEqual([]);
  });

  it("flag two left profiles, and the mirror image of another angle", () => {
    const left = [image("a", { slot: "profile-left" }), image("b", { yaw: -85, pitch: 0 })];
    expect(why(left)).toEqual(["near angle"]);
    const flipped = [image("a", { slot: "three-quarter-left" }), image("b", { slot: "three-quarter-right" })];
    expect(why(flipped, evidence("a", "b", { mirror: 0 }))).toEqual(["mirror image"]);
  });

  it("believe a stated angle over a weak likeness, not over a sure one", () => {
    const apart = [image("a", { slot: "back" }), image("b", { slot: "down" })];
    expect(why(apart, evidence("a", "b", { whole: 8, crop: 4 }))).toEqual([]);
    expect(why(apart, evidence("a", "b", { whole: 2, crop: 0 }))).toEqual(["near-duplicate"]);
  });

  it("flag the same file and leave discarded candidates out", () => {
    expect(why([image("a", { mediaId: "m" }), image("b", { mediaId: "m" })])).toEqual(["same file"]);
    expect(why([image("a", { mediaId: "m" }), image("b", { mediaId: "m", keep: false })])).toEqual([]);
  });
});

describe("near angles", () => {
  it("flag two pictures less than 12° apart in one light and mood", () => {
    const pair = (yaw: number, more: Partial<Judged> = {}) => [
      image("a", { yaw: 0, pitch: 0 }),
      image("b", { yaw, pitch: 0, ...more }),
    ];
    expect(why(pair(9))).toEqual(["near angle"]);
    expect(why(pair(15))).toEqual([]);
    expect(why(pair(9, { expression: "smile" }))).toEqual([]);
    expect(why(pair(0, { slot: "expression" }))).toEqual([]);
  });
});

describe("groups", () => {
  it("join what is alike, and know the best of them", () => {
    const told = [evidence("a", "b", { whole: 2 }), evidence("b", "c", { whole: 2 }), evidence("d", "e", { whole: 0 })];
    const images = ["a", "b", "c", "d", "e", "f"].map((id) => image(id));
    expect(groupsOf(duplicatesOf(images, told)).map(({ ids }) => ids.sort())).toEqual([
      ["a", "b", "c"],
      ["d", "e"],
    ]);
    const checks = { width: 1000, height: 1000, plainBackground: 1 };
    const sharp = image("sharp", { checks: { ...checks, sharpness: 300 } });
    const soft = image("soft", { checks: { ...checks, sharpness: 20 } });
    const small = image("small", { checks: { ...checks, sharpness: 500, width: 300, height: 300 } });
    expect(bestOf([soft, small, sharp])?.id).toBe("sharp");
  });
});

describe("a tray of hundreds", () => {
  const at = (n: number, of: number) => ((n * 7_919) % of) - of / 2;
  const many = Array.from({ length: 240 }, (_, n) =>
    image(`i${n}`, {
      ...(n % 5 ? { yaw: at(n, 180), pitch: at(n * 3, 70) } : {}),
      ...{ lighting: n % 2 ? "Soft" : "soft", expression: n % 3 ? "" : "smile", keep: n % 11 ? null : false },
      ...(n % 40 ? {} : { mediaId: "m-same" }),
    }),
  );
  const told = [evidence("i1", "i2", { whole: 1 }), evidence("i11", "i12", { whole: 1 })];

  it("is judged as if every picture were held against every other", () => {
    const shown = many.filter(({ keep }) => keep !== false);
    const all = shown.flatMap((a, n) =>
      shown.slice(n + 1).flatMap(
        (b) =>
          judgePair(
            a,
            b,
            told.find((one) => one.a === a.id && one.b === b.id),
          ) ?? [],
      ),
    );

    expect(all.length).toBeGreaterThan(100);
    expect(duplicatesOf(many, told)).toEqual(all);
  });
});
