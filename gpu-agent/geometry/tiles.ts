import { blank, type Grey, type Rgb, toByte, type Window } from "./pixels";

export type Tile = Window & { column: number; row: number };
export type TilePlan = { tiles: Tile[]; blend: number };

const upTo = (value: number, multiple: number) => Math.ceil(value / multiple) * multiple;

/** Tiles of about `native` px that overlap the more the stronger the denoise: seams grow with it. Sides are multiples of 8. */
export const planTiles = (width: number, height: number, native: number, denoise: number): TilePlan => {
  const pad = Math.min(upTo(Math.round(16 + 64 * denoise), 16), upTo(native / 4, 8));
  const blend = Math.max(1, Math.floor(pad / 16)) * 8;
  const columns = spans(width, native, pad);
  const rows = spans(height, native, pad);
  const tiles = rows.flatMap(([y0, y1], row) => columns.map(([x0, x1], column) => ({ x0, y0, x1, y1, column, row })));
  return { tiles, blend };
};

const spans = (size: number, native: number, pad: number): [number, number][] => {
  if (size <= native) return [[0, size]];
  const count = Math.max(1, Math.ceil((size - 2 * pad) / Math.max(8, native - 2 * pad)));
  const tile = Math.min(size, upTo(Math.ceil((size + (count - 1) * 2 * pad) / count), 8));
  return Array.from({ length: count }, (_, n) => {
    const start = count === 1 ? 0 : Math.round((n * (size - tile)) / (count - 1));
    return [start, start + tile];
  });
};

/** Tiles back into one picture, weighted down towards the edges they share over `blend` px. Equal tiles give back what they were cut from. */
export const mergeTiles = (
  size: { width: number; height: number },
  pieces: readonly { tile: Tile; rgb: Rgb }[],
  blend: number,
): Rgb => {
  const { width, height } = size;
  const sum = new Float32Array(width * height * 3);
  const weight = new Float32Array(width * height);
  for (const { tile, rgb } of pieces)
    for (let y = tile.y0; y < tile.y1; y++)
      for (let x = tile.x0; x < tile.x1; x++) {
        const share = ramp(x, tile.x0, tile.x1, width, blend) * ramp(y, tile.y0, tile.y1, height, blend);
        const [at, from] = [y * width + x, (y - tile.y0) * rgb.width + (x - tile.x0)];
        weight[at] = (weight[at] ?? 0) + share;
        for (let c = 0; c < 3; c++) sum[at * 3 + c] = (sum[at * 3 + c] ?? 0) + share * (rgb.data[from * 3 + c] ?? 0);
      }
  const out = blank(width, height, 3);
  for (let i = 0; i < weight.length; i++)
    for (let c = 0; c < 3; c++) out.data[i * 3 + c] = toByte((sum[i * 3 + c] ?? 0) / (weight[i] || 1));
  return out;
};

/** 1 in the middle of a span, falling towards an end that is not the picture's own. */
const ramp = (at: number, from: number, to: number, size: number, blend: number): number => {
  const left = from === 0 ? 1 : (at - from + 0.5) / blend;
  const right = to === size ? 1 : (to - at - 0.5) / blend;
  return Math.max(0.001, Math.min(1, left, right));
};

/** Share of a window a mask covers, 0–1. */
export const shareOf = (mask: Grey, { x0, y0, x1, y1 }: Window): number => {
  let covered = 0;
  for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) if ((mask.data[y * mask.width + x] ?? 0) > 127) covered++;
  return covered / Math.max(1, (x1 - x0) * (y1 - y0));
};
