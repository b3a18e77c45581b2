import { describe, expect, it } from "vitest";
import type { FaceReading } from "./face";
import { cosine, matchFaces, matchTo, nearestByAngle, type Reference, scoreOf } from "./likeness";

/** A unit vector at so many degrees: the cosine of two is that of the angle between them. */
const vector = (degrees: number) => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
const face = (yaw: number, embedding?: number[], more: Partial<FaceReading> = {}): FaceReading => ({
  ...{ box: { x: 0, y: 0, width: 90, height: 120 }, trust: 0.9, yaw, pitch: 0, roll: 0 },
  ...(embedding ? { embedding } : {}),
  ...more,
});
const picture = (imageId: string, characterId: string, yaw: number | null, embedding?: number[]): Reference => ({
  ...{ imageId, characterId, direction: yaw === null ? null : { yaw, pitch: 0 }, embedding: embedding ?? null },
});

describe("a score", () => {
  it("is the cosine, and nothing for what points away", () => {
    expect(cosine(vector(0), vector(60))).toBeCloseTo(0.5, 6);
    expect(scoreOf(-0.3)).toBe(0);
    expect(scoreOf(0.42)).toBe(0.42);
    expect(scoreOf(1.0000001)).toBe(1);
  });
  it("is none between vectors of different models or without one", () => {
    expect(cosine([1, 0], [1, 0, 0])).toBeNull();
    expect(cosine(null, [1])).toBeNull();
    expect(cosine([], [])).toBeNull();
  });
});

describe("the nearest picture", () => {
  it("is nearest by angle; one of unknown angle never is", () => {
    const all = [picture("front", "m", 0), picture("left", "m", -45), picture("unknown", "m", null)];
    expect(nearestByAngle({ yaw: -38, pitch: 0 }, all)).toMatchObject({ reference: { imageId: "left" } });
    expect(nearestByAngle({ yaw: -38, pitch: 0 }, all)?.apart).toBeCloseTo(7, 6);
    expect(nearestByAngle({ yaw: 0, pitch: 0 }, [picture("unknown", "m", null)])).toBeNull();
  });
  it("is one that can be compared when there is one, so that the score is of the picture shown", () => {
    const all = [picture("nearer", "m", 30), picture("known", "m", 0, vector(20))];
    expect(matchTo(face(31, vector(0)), "m", all)).toMatchObject({
      nearestImageId: "known",
      angleApart: expect.closeTo(31, 6),
    });
    expect(matchTo(face(31, vector(0)), "m", all).score).toBeCloseTo(0.9397, 4);
    expect(matchTo(face(31), "m", all)).toMatchObject({ nearestImageId: "nearer", score: null });
  });
});

describe("whose a face is", () => {
  const mara = [picture("m0", "mara", 0, vector(0)), picture("m1", "mara", 45, vector(10))];
  const june = [picture("j0", "june", 0, vector(90))];

  it("one face and one in the cast belong together, also without a model", () => {
    expect(matchFaces([face(40)], ["mara"], [picture("m0", "mara", 0), picture("m1", "mara", 45)])).toEqual([
      { characterId: "mara", by: "only one", nearestImageId: "m1", angleApart: expect.closeTo(5, 6), score: null },
    ]);
  });
  it("shapes the detector is unsure of are nobody's and do not hinder", () => {
    const [unsure, sure] = matchFaces([face(0, undefined, { trust: 0.5 }), face(0)], ["mara"], mara);
    expect(unsure).toMatchObject({ characterId: null, by: null });
    expect(sure).toMatchObject({ characterId: "mara", by: "only one" });
  });
  it("two faces, or two in the cast, are left to a hand without a model", () => {
    for (const [faces, cast] of [
      [[face(0), face(9)], ["mara"]],
      [[face(0)], ["mara", "june"]],
    ] as const)
      for (const match of matchFaces(faces, cast, [...mara, ...june]))
        expect(match).toEqual({ characterId: null, by: null, nearestImageId: null, angleApart: null, score: null });
  });
  it("with a model each goes to whom it resembles, each character once, the surest first", () => {
    const faces = [face(0, vector(85)), face(44, vector(12)), face(0, vector(40))];
    const [a, b, c] = matchFaces(faces, ["mara", "june"], [...mara, ...june]);
    expect(a).toMatchObject({ characterId: "june", by: "model", nearestImageId: "j0" });
    expect(b).toMatchObject({ characterId: "mara", by: "model", nearestImageId: "m1" });
    expect(b?.score).toBeCloseTo(Math.cos((2 * Math.PI) / 180), 6);
    expect(c).toMatchObject({ characterId: null, score: null });
  });
  it("who resembles nobody of the cast is nobody's", () => {
    const [match] = matchFaces([face(0, vector(-80))], ["mara", "june"], [...mara, ...june]);
    expect(match).toMatchObject({ characterId: null, score: null });
  });
});
