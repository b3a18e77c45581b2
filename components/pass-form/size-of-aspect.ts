/** Both sides, multiples of 8, of the same area as before: "16:9" of 768 × 768 → 1024 × 576. Null for what is no ratio. */
export function sizeOfAspect(
  aspect: string,
  width: unknown,
  height: unknown,
): { width: number; height: number } | null {
  const [, across = "", down = ""] = /^\s*(\d+(?:\.\d+)?)\s*[:x/]\s*(\d+(?:\.\d+)?)\s*$/.exec(aspect) ?? [];
  const ratio = Number(across) / Number(down);
  if (!(ratio >= 0.2 && ratio <= 5)) return null;
  const area = (typeof width === "number" ? width : 768) * (typeof height === "number" ? height : 768);
  const side = (value: number) => Math.min(4096, Math.max(64, Math.round(value / 8) * 8));
  return { width: side(Math.sqrt(area * ratio)), height: side(Math.sqrt(area / ratio)) };
}
