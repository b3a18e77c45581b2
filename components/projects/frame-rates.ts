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
