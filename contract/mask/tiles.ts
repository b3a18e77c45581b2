import { byteAt } from "./bytes";
import { MaskError } from "./error";

/** Tile side in pixels. */
export const TILE = 256;
const TILE_AREA = TILE * TILE;

/** A number when all pixels are equal, else 65,536 bytes row by row. Never changed in place outside a transaction. */
export type Tile = number | Uint8Array;
/** Before-images by tile index: applying it undoes a transaction. */
export type Delta = Map<number, Tile>;
/** Whole pixels. */
export type Rect = { x: number; y: number; w: number; h: number };
/** One tile's part of a rectangle: its index, its corner in the picture, and the half-open part inside the tile. */
export type TilePart = { index: number; left: number; top: number; x0: number; y0: number; x1: number; y1: number };

/** An 8-bit mask as copy-on-write tiles. Edge tiles hold junk outside the frame; every reader crops. */
export class TiledMask {
  readonly width: number;
  readonly height: number;
  readonly cols: number;
  readonly rows: number;
  /** What a view has still to redraw, in tile coordinates. The view clears it. */
  readonly dirty = new Map<number, Rect>();
  private tiles: Tile[];
  private open: Delta | null = null;
  private frame: Rect;

  constructor(width: number, height: number, tiles?: readonly Tile[]) {
    this.width = width;
    this.height = height;
    this.cols = Math.ceil(width / TILE);
    this.rows = Math.ceil(height / TILE);
    this.frame = { x: 0, y: 0, w: width, h: height };
    const count = this.cols * this.rows;
    if (tiles && tiles.length !== count) throw new MaskError(`A ${width} x ${height} mask needs ${count} tiles`);
    this.tiles = tiles ? [...tiles] : new Array<Tile>(count).fill(0);
  }

  get count(): number {
    return this.tiles.length;
  }

  get writing(): boolean {
    return this.open !== null;
  }

  /** The part of the frame that drawing may touch; the whole frame unless narrowed. */
  get clip(): Rect {
    return this.frame;
  }

  /** Limits drawing to tiles that meet `clip`: used to rebuild a few tiles from the log. */
  narrow(clip: Rect): void {
    this.frame = clip;
  }

  tile(index: number): Tile {
    return this.tiles[index] ?? 0;
  }

  /** A tile as it was before the open stroke, safe to keep. */
  settled(index: number): Tile {
    return this.open?.get(index) ?? this.tile(index);
  }

  /** The tiles as they are now; safe to keep, since tiles are never changed in place. */
  snapshot(): readonly Tile[] {
    if (this.open) throw new MaskError("A mask cannot be copied while a stroke is open");
    return [...this.tiles];
  }

  /** Opens the one transaction; everything drawn until `end` is one delta. */
  begin(): void {
    if (this.open) throw new MaskError("A stroke is already open on this mask");
    this.open = new Map();
  }

  /** Closes the transaction. Tiles that became uniform collapse; tiles that did not change leave the delta. */
  end(): Delta {
    const delta = this.open;
    if (!delta) throw new MaskError("No stroke is open on this mask");
    this.open = null;
    for (const [index, before] of delta) {
      const after = collapse(this.tile(index));
      const same = sameTile(before, after);
      this.tiles[index] = same ? before : after;
      if (same) delta.delete(index);
    }
    return delta;
  }

  /** Swaps the before-images in and returns the inverse. */
  apply(delta: Delta): Delta {
    if (this.open) throw new MaskError("A stroke is open on this mask");
    const inverse: Delta = new Map();
    for (const [index, tile] of delta) {
      inverse.set(index, this.tile(index));
      this.tiles[index] = tile;
      this.mark(index, 0, 0, TILE, TILE);
    }
    return inverse;
  }

  /** Gives up the open transaction: the mask is as before `begin`. */
  rollback(): void {
    this.apply(this.end());
  }

  /** The tile's bytes for writing, copied on the first write of the transaction. */
  writable(index: number): Uint8Array {
    if (!this.open) throw new MaskError("Nothing may be drawn outside a stroke");
    const current = this.tile(index);
    if (this.open.has(index) && typeof current !== "number") return current;
    if (!this.open.has(index)) this.open.set(index, current);
    const copy = typeof current === "number" ? new Uint8Array(TILE_AREA).fill(current) : current.slice();
    this.tiles[index] = copy;
    return copy;
  }

  /** Replaces a whole tile. */
  put(index: number, tile: Tile): void {
    if (!this.open) throw new MaskError("Nothing may be drawn outside a stroke");
    if (!this.open.has(index)) this.open.set(index, this.tile(index));
    this.tiles[index] = tile;
    this.mark(index, 0, 0, TILE, TILE);
  }

  /** Adds a tile-local rectangle to what the view must redraw. */
  mark(index: number, x: number, y: number, w: number, h: number): void {
    const known = this.dirty.get(index);
    if (!known) {
      this.dirty.set(index, { x, y, w, h });
      return;
    }
    const right = Math.max(known.x + known.w, x + w);
    const bottom = Math.max(known.y + known.h, y + h);
    known.x = Math.min(known.x, x);
    known.y = Math.min(known.y, y);
    known.w = right - known.x;
    known.h = bottom - known.y;
  }

  valueAt(x: number, y: number): number {
    const tile = this.tile((y >> 8) * this.cols + (x >> 8));
    return typeof tile === "number" ? tile : byteAt(tile, ((y & 255) << 8) | (x & 255));
  }

  /** The parts of all tiles that [x0, x1) x [y0, y1) covers inside the clip. */
  parts(x0: number, y0: number, x1: number, y1: number): TilePart[] {
    const { x, y, w, h } = this.frame;
    const [left, top] = [Math.max(x, x0), Math.max(y, y0)];
    const [right, bottom] = [Math.min(x + w, x1), Math.min(y + h, y1)];
    const out: TilePart[] = [];
    if (right <= left || bottom <= top) return out;
    for (let row = top >> 8; row <= (bottom - 1) >> 8; row++)
      for (let col = left >> 8; col <= (right - 1) >> 8; col++) {
        const tx = col << 8;
        const ty = row << 8;
        out.push({
          index: row * this.cols + col,
          left: tx,
          top: ty,
          x0: Math.max(left, tx) - tx,
          y0: Math.max(top, ty) - ty,
          x1: Math.min(right, tx + TILE) - tx,
          y1: Math.min(bottom, ty + TILE) - ty,
        });
      }
    return out;
  }

  /** Width x height bytes, row by row. */
  flat(): Uint8Array<ArrayBuffer> {
    const out = new Uint8Array(this.width * this.height);
    for (const part of this.everyTile()) {
      const tile = this.tile(part.index);
      if (tile === 0) continue;
      for (let y = 0; y < part.y1; y++) {
        const row = (part.top + y) * this.width + part.left;
        if (typeof tile === "number") out.fill(tile, row, row + part.x1);
        else out.set(tile.subarray(y * TILE, y * TILE + part.x1), row);
      }
    }
    return out;
  }

  /** Every tile with its part inside the frame (the clip does not matter). */
  everyTile(): TilePart[] {
    const clip = this.frame;
    this.frame = { x: 0, y: 0, w: this.width, h: this.height };
    const parts = this.parts(0, 0, this.width, this.height);
    this.frame = clip;
    return parts;
  }

  /** Bytes held by tiles that are not uniform. */
  usedBytes(): number {
    return this.tiles.reduce<number>((sum, tile) => sum + (typeof tile === "number" ? 0 : tile.length), 0);
  }
}

/** A mask holding the given width x height bytes. */
export function maskFromPixels(pixels: Uint8Array, width: number, height: number): TiledMask {
  if (pixels.length !== width * height)
    throw new MaskError(`A ${width} x ${height} mask needs ${width * height} bytes`);
  const tiles: Tile[] = [];
  for (const part of new TiledMask(width, height).everyTile()) {
    const tile = new Uint8Array(TILE_AREA);
    for (let y = 0; y < part.y1; y++) {
      const row = (part.top + y) * width + part.left;
      tile.set(pixels.subarray(row, row + part.x1), y * TILE);
    }
    tiles.push(collapse(tile));
  }
  return new TiledMask(width, height, tiles);
}

const words = (tile: Uint8Array) => new Uint32Array(tile.buffer, tile.byteOffset, TILE_AREA / 4);

function collapse(tile: Tile): Tile {
  if (typeof tile === "number") return tile;
  const first = byteAt(tile, 0);
  const word = (first * 0x01010101) >>> 0;
  for (const other of words(tile)) if (other !== word) return tile;
  return first;
}

function sameTile(a: Tile, b: Tile): boolean {
  if (typeof a === "number" || typeof b === "number") return a === b;
  const left = words(a);
  const right = words(b);
  for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return false;
  return true;
}
