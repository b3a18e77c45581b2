import { describe, expect, it } from "vitest";
import { adviseKind } from "./advise-kind";
import { ExrProblem, readExrHeader } from "./exr-header";
import { kindWords } from "./kind";
import { lintShotInPlace } from "./lint-shot";
import { panoramaAdvice, panoramaWidthNeeded, plateAdvice } from "./plate-advice";

describe("which kind of environment", () => {
  it("is modelled as soon as someone sits on a chair", () => {
    expect(adviseKind(["contact"])?.kind).toBe("modelled");
    expect(adviseKind(["contact", "prototype", "static", "detail", "once", "around"])?.kind).toBe("modelled");
    expect(adviseKind(["contact"])?.reasons[0]).toContain("surface");
  });

  it("is a panorama for many directions, plates for a camera that stays", () => {
    expect(adviseKind(["around", "light"])?.kind).toBe("panorama");
    expect(adviseKind(["prototype", "around"])?.kind).toBe("panorama");
    expect(adviseKind(["static", "detail"])?.kind).toBe("plate");
    expect(adviseKind(["travel"])?.kind).toBe("modelled");
    expect(adviseKind([])).toBeNull();
  });

  it("counts a tick once and tells a close call", () => {
    expect(adviseKind(["static", "static"])?.scores.plate).toBe(3);
    expect(adviseKind(["prototype"])).toMatchObject({ close: true });
    expect(adviseKind(["contact"])).toMatchObject({ close: false });
  });

  it("states the limits of every kind", () => {
    for (const { limits } of Object.values(kindWords)) expect(limits.length).toBeGreaterThan(2);
    expect(kindWords.panorama.limits.join(" ")).toMatch(/accurate.*interaction.*parallax.*Seam/);
  });
});

describe("a shot in a place", () => {
  it("is warned of a dolly beyond a tenth of the radius, and not before", () => {
    expect(lintShotInPlace({ kind: "panorama", dolly: 1, radius: 10 })).toEqual([]);
    const [warning] = lintShotInPlace({ kind: "panorama", dolly: -1.1, radius: 10 });
    expect(warning).toMatchObject({ about: "dolly", words: expect.stringContaining("11 % of the panorama's radius") });
    expect(lintShotInPlace({ kind: "modelled", dolly: 50, radius: 10, contact: true })).toEqual([]);
    expect(lintShotInPlace({ kind: "plate", dolly: 0.5 })).toHaveLength(1);
  });

  it("is warned of touch", () => {
    expect(lintShotInPlace({ kind: "panorama", contact: true })).toMatchObject([{ about: "contact" }]);
  });
});

describe("plate size", () => {
  const hd = { width: 1920, height: 1080 };

  it("warns of a 3840 px pan over a 2000 px plate", () => {
    const advice = plateAdvice({ width: 2000, height: 1080 }, hd, { panX: 3840, panY: 0, zoom: 1 });
    expect(advice).toMatchObject({ verdict: "too small", needed: { width: 5760, height: 1080 }, upscale: 3 });
    expect(advice.words).toContain("needs 5760 × 1080 pixels and the plate has 2000 × 1080");
  });

  it("grows with zoom and pan, never with a move the other way", () => {
    const at = (panX: number, zoom: number) => plateAdvice(hd, hd, { panX, panY: 0, zoom });
    expect(at(0, 1)).toMatchObject({ verdict: "enough", upscale: 1, sharpness: 1 });
    expect(at(0, 2)).toMatchObject({ needed: { width: 3840, height: 2160 }, verdict: "too small", upscale: 2 });
    expect(at(0, 0.5).needed).toEqual(hd);
    expect(at(-400, 1).needed).toEqual(at(400, 1).needed);
    expect(at(200, 1).verdict).toBe("soft");
    expect(plateAdvice({ width: 3840, height: 2160 }, hd, { panX: 0, panY: 0, zoom: 1 }).zoomCarried).toBe(2);
  });

  it("knows what a panorama gives", () => {
    expect(panoramaWidthNeeded(1920, 90)).toBe(7680);
    expect(panoramaAdvice({ width: 8192, height: 4096 }, 1920, 90).enough).toBe(true);
    expect(panoramaAdvice({ width: 4096, height: 2048 }, 1920, 90).words).toContain("gives 1024 pixels");
  });
});

describe("the header of an OpenEXR file", () => {
  const text = (value: string) => [...value].map((letter) => letter.charCodeAt(0));
  const int = (value: number) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >> 24) & 255];
  const attribute = (name: string, kind: string, value: number[]) => [
    ...[...text(name), 0, ...text(kind), 0],
    ...[...int(value.length), ...value],
  ];
  const channel = (name: string) => [...text(name), 0, ...int(1), ...int(0), ...int(1), ...int(1)];
  const file = ({ flags = 0, width = 8, channels = ["B", "G", "R"], compression = 3 } = {}) =>
    Uint8Array.of(
      ...[0x76, 0x2f, 0x31, 0x01, 2, flags, 0, 0],
      ...attribute("channels", "chlist", [...channels.flatMap(channel), 0]),
      ...attribute("compression", "compression", [compression]),
      ...attribute("dataWindow", "box2i", [...int(-2), ...int(0), ...int(width - 3), ...int(3)]),
      0,
    );

  it("gives size and channels", () => {
    expect(readExrHeader(file())).toEqual({ width: 8, height: 4, channels: ["B", "G", "R"], compression: 3 });
    expect(readExrHeader(file({ channels: ["Y"] })).channels).toEqual(["Y"]);
  });

  it("names what cannot be shown", () => {
    expect(() => readExrHeader(file({ channels: ["Z"] }))).toThrow("holds the channels Z, and no R, G and B or Y");
    expect(() => readExrHeader(file({ flags: 8 }))).toThrow("deep");
    expect(() => readExrHeader(file({ flags: 16 }))).toThrow("several parts");
    expect(() => readExrHeader(file({ width: 0 }))).toThrow("no pixels");
    expect(() => readExrHeader(file({ compression: 77 }))).toThrow("compressed");
    const whole = file();
    for (let end = 8; end < whole.length; end++) expect(() => readExrHeader(whole.slice(0, end))).toThrow(ExrProblem);
  });
});
