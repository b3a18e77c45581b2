import { commonFrames, frameWords, readFrameSize } from "@/contract/frame-size";

/** Frame sizes a project may start with: "HD, 1920 × 1080". */
export const frameSizes = commonFrames.map((size) => ({
  value: frameWords(size),
  label: `${size.name}, ${frameWords(size)}`,
})) as [{ value: string; label: string }, ...{ value: string; label: string }[]];

/** What a new project is told of its frame. */
export const frameOf = (value: string): { frameWidth: number; frameHeight: number } => {
  const size = readFrameSize(value);
  if (!size) throw new RangeError(`“${value}” is no frame size such as 1920 × 1080`);
  return { frameWidth: size.width, frameHeight: size.height };
};

/** Frame rates a project may start with, as the fractions they are. */
export const frameRates = [
  { value: "24/1", label: "24 — film" },
  { value: "25/1", label: "25 — PAL" },
  { value: "30/1", label: "30" },
  { value: "24000/1001", label: "23.976 (24000/1001) — NTSC film" },
] as const;

/** The two whole numbers of "24000/1001". */
export const rateOf = (value: string): { fpsNum: number; fpsDen: number } => {
  const [num, den] = value.split("/").map(Number);
  if (!num || !den) throw new RangeError(`“${value}” is no frame rate such as 24/1`);
  return { fpsNum: num, fpsDen: den };
};

/** "24 fps", "23.976 fps": how a rate is read. */
export const rateLabel = (fpsNum: number, fpsDen: number): string => `${Number((fpsNum / fpsDen).toFixed(3))} fps`;
