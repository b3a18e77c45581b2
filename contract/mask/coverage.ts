import { byteAt } from "./bytes";
import { MaskError } from "./error";
import { TILE, type Tile, type TiledMask } from "./tiles";

/** Pixels of a picture by how many regions hold them; a region holds a pixel from 128 on. The three make the whole picture. */
export type RegionCoverage = { gap: number; once: number; overlap: number; pixels: number };

/** What a tile of several regions says of each pixel: 0 no region, 1 one, 2 more. A number when all pixels say the same. */
export function coverageTile(regions: readonly TiledMask[], index: number): Tile {
  let base = 0;
  const mixed: Uint8Array[] = [];
  for (const region of regions) {
    const tile = region.tile(index);
    if (typeof tile !== "number") mixed.push(tile);
    else if (tile >= 128) base++;
  }
  if (base >= 2 || mixed.length === 0) return Math.min(base, 2);
  const out = new Uint8Array(TILE * TILE).fill(base);
  for (const tile of mixed)
    for (let i = 0; i < out.length; i++) {
      const held = byteAt(out, i);
      if (held < 2 && byteAt(tile, i) >= 128) out[i] = held + 1;
    }
  return out;
}

/**
 * How regions share a picture: every pixel in exactly one is what a regional pass wants (A41). The masks must be of one
 * size, else MaskError. No regions: all gap.
 */
export function regionCoverage(regions: readonly TiledMask[], size: { width: number; height: number }): RegionCoverage {
  const pixels = size.width * size.height;
  const [first] = regions;
  if (!first) return { gap: pixels, once: 0, overlap: 0, pixels };
  if (regions.some(({ width, height }) => width !== size.width || height !== size.height))
    throw new MaskError("The regions of a picture must all be as large as the picture");
  const count: [number, number, number] = [0, 0, 0];
  for (const part of first.everyTile()) {
    const tile = coverageTile(regions, part.index);
    if (typeof tile === "number") {
      count[tile as 0 | 1 | 2] += part.x1 * part.y1;
      continue;
    }
    for (let y = 0; y < part.y1; y++)
      for (let o = y * TILE; o < y * TILE + part.x1; o++) count[byteAt(tile, o) as 0 | 1 | 2]++;
  }
  return { gap: count[0], once: count[1], overlap: count[2], pixels };
}

/** True when every pixel lies in exactly one region. */
export const isComplete = ({ once, pixels }: RegionCoverage): boolean => once === pixels;
