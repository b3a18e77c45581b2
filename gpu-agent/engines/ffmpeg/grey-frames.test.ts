import { describe, expect, test } from "vitest";
import { greyFrames } from "./grey-frames";

const pgm = (width: number, height: number, first: number) =>
  Buffer.concat([
    Buffer.from(`P5\n${width} ${height}\n255\n`),
    Buffer.from(Uint8Array.from({ length: width * height }, (_, i) => (first + i) % 256)),
  ]);
const stream = Buffer.concat([pgm(7, 3, 10), pgm(7, 3, 13), pgm(4, 5, 32)]);

async function* cut(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const read = async (size: number) => {
  const seen: string[] = [];
  for await (const { width, height, luma } of greyFrames(cut(stream, size)))
    seen.push(`${width}x${height} ${luma[0]}…${luma.at(-1)}`);
  return seen;
};

describe("a stream of grey frames", () => {
  test.each([1, 2, 5, 13, 1_000])("is read the same in pieces of %i bytes", async (size) => {
    expect(await read(size)).toEqual(["7x3 10…30", "7x3 13…33", "4x5 32…51"]);
  });

  test("drops a frame that was cut off", async () => {
    const seen = [];
    for await (const frame of greyFrames(cut(stream.subarray(0, stream.length - 1), 9))) seen.push(frame.width);
    expect(seen).toEqual([7, 7]);
  });

  test("throws on anything else", async () => {
    const all = async () => {
      for await (const _ of greyFrames(cut(Buffer.from("P6\n1 1\n255\nabc"), 4))) void _;
    };
    await expect(all()).rejects.toThrow("not a PGM stream");
  });
});
