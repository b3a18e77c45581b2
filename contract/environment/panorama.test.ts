import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { depthPairProblem, guessPolarity } from "./depth";
import { flaggedAbove, isPanoramaSize, panoramaScores, panoramaSizeProblem, scoreWords } from "./panorama";
import { invertSamples, type Pixels, shiftColumns } from "./pixels";
import { decodeRgbe, rgbeToFloats } from "./rgbe";
import { toneMapped, toneOf } from "./tone";

const folder = path.resolve(import.meta.dirname, "../../../shared/data/panoramas");
const samples = ["apartment.hdr", "city.hdr", "night.hdr", "spiaggia_di_mondello_1k.hdr"];
const hasSamples = samples.every((name) => existsSync(path.join(folder, name)));
if (!hasSamples) console.warn("shared/data/panoramas is absent: true panoramas are not scored");

const shown = (name: string): Pixels<Uint8Array> => {
  const picture = decodeRgbe(readFileSync(path.join(folder, name)));
  const floats = rgbeToFloats(picture);
  const tone = toneOf(floats);
  const { width, height } = picture;
  return { width, height, channels: 3, data: Uint8Array.from(floats, (light) => toneMapped(light, tone)) };
};
const cut = ({ width, height, channels, data }: Pixels<Uint8Array>, by: number): Pixels<Uint8Array> => {
  const kept = new Uint8Array((width - by) * height * channels);
  for (let row = 0; row < height; row++)
    kept.set(
      data.subarray(row * width * channels, (row * width + width - by) * channels),
      row * (width - by) * channels,
    );
  return { width: width - by, height, channels, data: kept };
};

describe.skipIf(!hasSamples)("true panoramas", () => {
  it.each(samples)("%s closes, and no longer does when 100 px are cut off", (name) => {
    const whole = shown(name);
    const scores = panoramaScores(whole);
    expect(scores.seam).toBeLessThan(flaggedAbove.seam / 3);
    expect(Math.max(scores.poleTop, scores.poleBottom)).toBeLessThan(flaggedAbove.pole);
    expect(scoreWords(scores).some(({ flagged }) => flagged)).toBe(false);

    const torn = panoramaScores(cut(whole, 100));
    expect(torn.seam).toBeGreaterThan(flaggedAbove.seam);
    expect(scoreWords(torn).find(({ part }) => part === "seam")).toMatchObject({ flagged: true });
  });

  it("shows its seam in the middle when shifted, and is itself again when shifted twice", () => {
    const whole = shown("city.hdr");
    const half = shiftColumns(whole, whole.width / 2);
    expect(half.data.subarray(0, 3)).toEqual(whole.data.subarray(512 * 3, 513 * 3));
    expect(Buffer.from(shiftColumns(half, whole.width / 2).data).equals(whole.data)).toBe(true);
    // Turning a sphere opens no seam: what was in the middle met before.
    expect(panoramaScores(half).seam).toBeLessThan(flaggedAbove.seam / 3);
    const torn = shiftColumns(cut(whole, 100), 462);
    expect(panoramaScores(torn).seam).toBeLessThan(flaggedAbove.seam / 3);
  });

  it("flags the poles of a picture that is no sphere", () => {
    const whole = shown("city.hdr");
    const { width, channels, data } = whole;
    const middle = data.slice(128 * width * channels, 384 * width * channels);
    const scores = panoramaScores({ width, height: 256, channels, data: middle });
    expect(Math.max(scores.poleTop, scores.poleBottom)).toBeGreaterThan(flaggedAbove.pole);
  });
});

describe("the shape of a panorama", () => {
  it("is two to one, a rounded pixel forgiven", () => {
    expect([isPanoramaSize(4096, 2048), isPanoramaSize(4095, 2048), isPanoramaSize(2000, 1001)]).toEqual([
      true,
      true,
      true,
    ]);
    expect([isPanoramaSize(1900, 1000), isPanoramaSize(2100, 1000), isPanoramaSize(2, 1)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("refuses 1.9:1 with its numbers and what to do", () => {
    const words = panoramaSizeProblem("beach.jpg", 1900, 1000) ?? "";
    expect(words).toContain("beach.jpg is 1900 × 1000 pixels (1.9:1)");
    expect(words).toContain("1900 × 950");
    expect(words).toContain("add it as a plate");
    expect(panoramaSizeProblem("wide.jpg", 2200, 1000)).toContain("2000 × 1000");
    expect(panoramaSizeProblem("beach.jpg", 2000, 1000)).toBeNull();
  });

  it("is scored on a plain colour without dividing by nothing", () => {
    const flat = { width: 64, height: 32, channels: 1, data: new Uint8Array(64 * 32).fill(90) };
    expect(panoramaScores(flat)).toEqual({ seam: 0, poleTop: 0, poleBottom: 0 });
  });
});

describe("a depth map", () => {
  const ramp = (down: boolean) => {
    const data = new Uint8Array(32 * 16);
    for (let at = 0; at < data.length; at++) data[at] = Math.floor(at / 32) * 16;
    return { width: 32, height: 16, channels: 1, data: down ? data : data.reverse() };
  };

  it("inverted twice is the same, in 8 and 16 bits, and alpha stays", () => {
    const eight = ramp(true);
    expect(invertSamples(eight).data).not.toEqual(eight.data);
    expect(invertSamples(invertSamples(eight)).data).toEqual(eight.data);
    const deep = { width: 2, height: 1, channels: 2, data: Uint16Array.of(0, 65_535, 1000, 7) };
    expect(invertSamples(deep).data).toEqual(Uint16Array.of(65_535, 65_535, 64_535, 7));
    expect(invertSamples(invertSamples(deep)).data).toEqual(deep.data);
  });

  it("is taken for near where the ground is bright, and says when it cannot tell", () => {
    expect(guessPolarity(ramp(true))).toEqual({ whiteIsNear: true, sure: true });
    expect(guessPolarity(ramp(false))).toEqual({ whiteIsNear: false, sure: true });
    const flat = { width: 8, height: 8, channels: 1, data: new Uint8Array(64).fill(80) };
    expect(guessPolarity(flat)).toEqual({ whiteIsNear: true, sure: false });
  });

  it("belongs only to a picture of its shape", () => {
    const picture = { name: "beach.hdr", width: 4096, height: 2048 };
    expect(depthPairProblem({ name: "depth.png", width: 1024, height: 512 }, picture)).toBeNull();
    expect(depthPairProblem({ name: "depth.png", width: 1024, height: 768 }, picture)).toContain(
      "depth.png is 1024 × 768 pixels and beach.hdr is 4096 × 2048",
    );
  });
});
