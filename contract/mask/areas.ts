import { byteAt } from "./bytes";
import { TILE, type TiledMask } from "./tiles";

/** What is to be seen of how areas share a picture: nothing, in no region, in several, or masked but protected. */
export const AREA = { none: 0, gap: 1, overlap: 2, kept: 3 } as const;

export type Areas = {
  regions: readonly TiledMask[];
  /** Never repainted; told only where `inpaint` has paint. */
  kept: readonly TiledMask[];
  inpaint: TiledMask | null;
};

/** Image columns to look at; -1 (or any other outside the picture) answers `none`. */
export function areasOfRow({ regions, kept, inpaint }: Areas, y: number, columns: Int32Array): Uint8Array {
  const out = new Uint8Array(columns.length);
  const [first] = [...regions, ...kept];
  if (!first || y < 0 || y >= first.height) return out;
  const inside = (n: number) => (columns[n] ?? -1) >= 0 && (columns[n] ?? -1) < first.width;
  const held = regions.map((mask) => rowOf(mask, y, columns, 128));
  const safe = kept.map((mask) => rowOf(mask, y, columns, 128));
  const masked = inpaint && safe.length > 0 ? rowOf(inpaint, y, columns, 1) : null;
  for (let n = 0; n < out.length; n++) {
    if (!inside(n)) continue;
    let count = 0;
    for (const row of held) count += byteAt(row, n);
    if (masked?.[n] && safe.some((row) => row[n])) out[n] = AREA.kept;
    else if (held.length > 0 && count !== 1) out[n] = count === 0 ? AREA.gap : AREA.overlap;
  }
  return out;
}

/** 1 where the mask holds at least so much. */
function rowOf(mask: TiledMask, y: number, columns: Int32Array, least: number): Uint8Array {
  const out = new Uint8Array(columns.length);
  const first = (y >> 8) * mask.cols;
  const line = (y & (TILE - 1)) << 8;
  for (let n = 0; n < out.length; n++) {
    const x = columns[n] ?? -1;
    if (x < 0 || x >= mask.width) continue;
    const tile = mask.tile(first + (x >> 8));
    if ((typeof tile === "number" ? tile : byteAt(tile, line | (x & (TILE - 1)))) >= least) out[n] = 1;
  }
  return out;
}
