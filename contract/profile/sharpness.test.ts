import { describe, expect, test } from "vitest";
import { crispness, crispnessByFace, measuredOnWords, momentOf, rankByFace, rankBySharpness } from "./sharpness";

describe("ranking", () => {
  test("puts the sharpest first and equal ones in their order", () => {
    expect(rankBySharpness([3, 9, 9, 1, 12])).toEqual([4, 1, 2, 0, 3]);
  });

  test("keeps chosen frames apart, so that one crisp moment does not fill the list", () => {
    const crispMoment = [5, 90, 91, 89, 5, 5, 40, 41, 5];
    expect(rankBySharpness(crispMoment, 2)).toEqual([2, 7]);
  });

  test("of nothing is nothing", () => expect(rankBySharpness([], 3)).toEqual([]));
});

describe("badges", () => {
  test("call a frame blurred beside its own moment only", () => {
    const dark = [10, 10, 4, 10, 10, 10, 10, 10];
    const bright = [900, 900, 900, 600, 900, 300, 900, 900];

    const words = crispness([...dark, ...bright], 4);

    expect(words.slice(0, 4)).toEqual(["crisp", "crisp", "blurred", "crisp"]);
    expect([words[11], words[13]]).toEqual(["soft", "blurred"]);
  });

  test("find nothing wrong with a clip that never changes", () => {
    expect(new Set(crispness(Array(500).fill(33.3), momentOf(24)))).toEqual(new Set(["crisp"]));
  });
});

describe("with faces", () => {
  // The background is crispest where the face is blurred.
  const measured = { sharpness: [10, 90, 11, 80, 70], faceSharpness: [40, 4, 38, null, null] };

  test("ranks by the face first, then what shows none by the whole picture", () => {
    expect(rankByFace(measured)).toEqual([0, 2, 1, 3, 4]);
    expect(rankByFace(measured, 1)).toEqual([0, 2, 4]);
    expect(rankByFace({ sharpness: measured.sharpness })).toEqual(rankBySharpness(measured.sharpness));
  });

  test("a blurred face makes a blurred frame, however crisp the rest is", () => {
    expect(crispnessByFace(measured, 4)).toEqual(["crisp", "blurred", "crisp", "crisp", "crisp"]);
  });

  test("says what was measured", () => {
    expect(measuredOnWords(measured)).toBe(
      "Measured on the face in 3 of 5 frames; the others follow, by the whole picture.",
    );
    expect(measuredOnWords({ sharpness: [1, 2] })).toMatch(/^Measured on the whole picture: no node looked/);
    expect(measuredOnWords({ sharpness: [1, 2], faceSharpness: [null, null] })).toMatch(/no face was found/);
    expect(measuredOnWords({ sharpness: [1], faceSharpness: [3] })).toBe("Measured on the face.");
  });
});
