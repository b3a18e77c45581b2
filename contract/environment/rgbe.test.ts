import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { decodeRgbe, readRgbeHeader, rgbeToFloats } from "./rgbe";

const folder = path.resolve(import.meta.dirname, "../../../shared/data/panoramas");
const sample = path.join(folder, "city.hdr");
const hasSample = existsSync(sample);
if (!hasSample) console.warn("shared/data/panoramas is absent: no real .hdr is decoded");

const head = (size: string, more = "") => `#?RADIANCE\n${more}FORMAT=32-bit_rle_rgbe\n\n${size}\n`;
const file = (header: string, ...bytes: number[]) =>
  Uint8Array.of(...[...header].map((c) => c.charCodeAt(0)), ...bytes);
/** A new-style row: every plane one run. */
const newRow = (width: number, r: number, g: number, b: number, e: number) => [
  ...[2, 2, width >> 8, width & 255],
  ...[r, g, b, e].flatMap((value) => [128 + width, value]),
];

describe("a Radiance picture", () => {
  it("is read in its new form, runs and literals mixed", () => {
    const row = [2, 2, 0, 8, 136, 10, 3, 1, 2, 3, 133, 9, 8, 1, 2, 3, 4, 5, 6, 7, 8, 136, 129];
    const { width, height, rgbe } = decodeRgbe(file(head("-Y 1 +X 8"), ...row));
    expect([width, height]).toEqual([8, 1]);
    expect([...rgbe.subarray(0, 12)]).toEqual([10, 1, 1, 129, 10, 2, 2, 129, 10, 3, 3, 129]);
    expect([...rgbe.subarray(28, 32)]).toEqual([10, 9, 8, 129]);
  });

  it("is read flat and in its old form", () => {
    const flat = decodeRgbe(file(head("-Y 1 +X 2"), 9, 8, 7, 130, 6, 5, 4, 131));
    expect([...flat.rgbe]).toEqual([9, 8, 7, 130, 6, 5, 4, 131]);
    const old = decodeRgbe(file(head("-Y 1 +X 5"), 9, 8, 7, 130, 1, 1, 1, 3, 2, 3, 4, 5));
    expect([...old.rgbe]).toEqual([9, 8, 7, 130, 9, 8, 7, 130, 9, 8, 7, 130, 9, 8, 7, 130, 2, 3, 4, 5]);
    // A second repeat counts in 256s.
    const long = decodeRgbe(file(head("-Y 1 +X 258"), 9, 8, 7, 130, 1, 1, 1, 1, 1, 1, 1, 1));
    expect([...long.rgbe.subarray(257 * 4)]).toEqual([9, 8, 7, 130]);
  });

  it("stands upright whichever way it was stored", () => {
    const rows = [9, 9, 9, 129, 8, 8, 8, 129, 7, 7, 7, 129, 6, 6, 6, 129];
    const firsts = (size: string) => [...decodeRgbe(file(head(size), ...rows)).rgbe].filter((_, n) => n % 4 === 0);
    expect(firsts("-Y 2 +X 2")).toEqual([9, 8, 7, 6]);
    expect(firsts("+Y 2 +X 2")).toEqual([7, 6, 9, 8]);
    expect(firsts("-Y 2 -X 2")).toEqual([8, 9, 6, 7]);
  });

  it("gives linear light with the exposure taken out", () => {
    const bytes = file(head("-Y 1 +X 1", "EXPOSURE=2\n"), 128, 64, 0, 129);
    expect([...rgbeToFloats(decodeRgbe(bytes))]).toEqual([0.5, 0.25, 0]);
    expect([...rgbeToFloats(decodeRgbe(file(head("-Y 1 +X 1"), 200, 200, 200, 0)))]).toEqual([0, 0, 0]);
  });

  it("names what is wrong and in which row", () => {
    const good = [...newRow(8, 1, 2, 3, 129), ...newRow(8, 1, 2, 3, 129)];
    const of = (size: string, bytes: number[]) => () => decodeRgbe(file(head(size), ...bytes));
    expect(of("-Y 2 +X 8", good)).not.toThrow();
    expect(of("-Y 2 +X 8", good.slice(0, -3))).toThrow("ends in row 2");
    expect(of("-Y 2 +X 8", [])).toThrow("ends in row");
    expect(of("-Y 1 +X 8", [2, 2, 0, 9])).toThrow("says 9 pixels in row 1 where its header says 8");
    expect(of("-Y 1 +X 8", [2, 2, 0, 8, 137, 1])).toThrow("a run past the edge in row 1");
    expect(of("-Y 1 +X 8", [2, 2, 0, 8, 0, 1])).toThrow("a run past the edge in row 1");
    expect(of("-Y 1 +X 8", [1, 1, 1, 3])).toThrow("before there is one");
    expect(of("-Y 30000 +X 30000", good)).toThrow("at the latest");
    expect(() => readRgbeHeader(file("#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n"))).toThrow("ends inside its header");
    expect(() => readRgbeHeader(file("#?RADIANCE\nFORMAT=32-bit_rle_xyze\n\n-Y 1 +X 1\n"))).toThrow("xyze");
    expect(() => readRgbeHeader(file(head("+X 4 -Y 4")))).toThrow("in columns");
    expect(() => readRgbeHeader(file(head("-Y 0 +X 4")))).toThrow("no pixels");
    expect(() => readRgbeHeader(file("P6 4 4"))).toThrow("does not begin like");
  });

  it.skipIf(!hasSample)("is read whole from a real camera's file, and refused at every cut", () => {
    const bytes = readFileSync(sample);
    const { width, height, rgbe } = decodeRgbe(bytes);
    expect([width, height]).toEqual([1024, 512]);
    const light = rgbeToFloats({ ...decodeRgbe(bytes) });
    expect(light.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
    expect(rgbe.some((value) => value > 0)).toBe(true);
    for (const share of [0.05, 0.3, 0.7, 0.999])
      expect(() => decodeRgbe(bytes.subarray(0, Math.floor(bytes.length * share)))).toThrow(/ends in/);
  });
});
