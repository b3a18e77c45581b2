import type { TiledMask } from "@/contract/mask/tiles";

/** The uppermost region that holds a point of the picture; `regions` from the bottom up. From half covered on it holds it. */
export function regionAt<L extends { id: string }>(
  regions: readonly L[],
  maskOf: (id: string) => TiledMask | undefined,
  point: { x: number; y: number },
): L | undefined {
  const [x, y] = [Math.floor(point.x), Math.floor(point.y)];
  return regions.findLast(({ id }) => {
    const mask = maskOf(id);
    return mask && x >= 0 && y >= 0 && x < mask.width && y < mask.height && mask.valueAt(x, y) >= 128;
  });
}
