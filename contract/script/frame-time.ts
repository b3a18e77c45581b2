/** `48` at 24 fps → "2.0 s"; from a minute on "1:05.0". */
export function timeOf(frames: number, fps: number): string {
  const tenths = Math.round((frames / fps) * 10);
  if (tenths < 600) return `${(tenths / 10).toFixed(1)} s`;
  const rest = tenths % 600;
  return `${Math.floor(tenths / 600)}:${rest < 100 ? "0" : ""}${(rest / 10).toFixed(1)}`;
}

/** Reads "48", "48 f", "2 s", "2.5s" or "1:05" into whole frames; undefined where it is none of these or under one frame. */
export function framesFrom(text: string, fps: number): number | undefined {
  const seconds = /^(?:(\d+):)?(\d+(?:[.,]\d+)?)\s*(s|sec|seconds)?$/i.exec(text.trim());
  const plain = /^(\d+)\s*(f|fr|frames)?$/i.exec(text.trim());
  const frames = plain
    ? Number(plain[1])
    : seconds && (seconds[1] !== undefined || seconds[3] !== undefined)
      ? Math.round((Number(seconds[1] ?? 0) * 60 + Number(seconds[2]?.replace(",", "."))) * fps)
      : Number.NaN;
  return Number.isFinite(frames) && frames >= 1 ? frames : undefined;
}
