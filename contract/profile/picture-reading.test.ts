import { describe, expect, it } from "vitest";
import type { FaceReading } from "./face";
import { keptReading, roomAround } from "./picture-reading";

const by = { detector: "d", model: null };
const face = (height: number, trust = 0.9): FaceReading => ({
  ...{ box: { x: 100, y: 200, width: height * 0.8, height }, trust, yaw: 12, pitch: -3, roll: 2 },
});
const answer = (...faces: FaceReading[]) => ({ width: 1000, height: 800, faces });

describe("a picture's reading", () => {
  it("keeps its one sure face, beside shapes that may be faces", () => {
    const one = face(100);
    const kept = keptReading(answer(face(300, 0.5), one), by);
    expect(kept).toMatchObject({ face: one, alone: one, reading: { ...by, faces: 1, unsure: 1 } });
    expect(kept.reading.why).toBeUndefined();
  });
  it("says why it has no one angle", () => {
    const why = (...faces: FaceReading[]) => keptReading(answer(...faces), by);
    expect(why(face(100), face(200))).toMatchObject({ face: { box: { height: 200 } }, alone: null });
    expect(why(face(100), face(200)).reading.why).toMatch(/^2 faces found/);
    expect(why(face(100, 0.6)).reading.why).toMatch(/may be no face/);
    expect(why(face(100, 0.6))).toMatchObject({ face: { trust: 0.6 }, padding: null });
    expect(why().reading.why).toMatch(/^No face found. Drawn faces/);
  });
  it("keeps the node's words for a picture it could not read", () => {
    expect(keptReading({ error: "damaged" }, by)).toMatchObject({
      face: null,
      reading: { error: "damaged", faces: 0 },
    });
  });
  it("measures the room around the head, nothing below zero", () => {
    expect(roomAround(face(100), { width: 1000 })).toEqual({ top: 1.5, left: 0.833, right: 6.833 });
    expect(roomAround({ ...face(100), box: { x: -5, y: 4, width: 80, height: 100 } }, { width: 70 })).toEqual({
      ...{ top: 0, left: 0, right: 0 },
    });
  });
});
