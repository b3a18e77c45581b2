import { byteAt } from "../bytes";
import { MaskError } from "../error";
import { MAX_MASK_PIXELS } from "../limits";
import { TILE, type Tile, TiledMask } from "../tiles";
import { deflate, inflate } from "./deflate";

/** "BLMT", version, three zero bytes, width, height, body length; then deflate of: per tile 1 + value, or 0 + its pixels. */
const MAGIC = [66, 76, 77, 84];
const VERSION = 1;
const HEADER = 20;
const WHAT = "The mask checkpoint";

/** A checkpoint: the tiles as bytes. Never hash them, deflate differs between builds; hash the pixels. */
export async function packMask(mask: TiledMask): Promise<Uint8Array<ArrayBuffer>> {
  const parts = mask.everyTile();
  const size = parts.reduce(
    (sum, part) => sum + (typeof mask.tile(part.index) === "number" ? 2 : 1 + part.x1 * part.y1),
    0,
  );
  const body = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    const tile = mask.tile(part.index);
    if (typeof tile === "number") {
      body[offset++] = 1;
      body[offset++] = tile;
      continue;
    }
    offset++;
    for (let y = 0; y < part.y1; y++, offset += part.x1) body.set(tile.subarray(y * TILE, y * TILE + part.x1), offset);
  }
  const packed = await deflate(body);
  const out = new Uint8Array(HEADER + packed.length);
  const view = new DataView(out.buffer);
  out.set(MAGIC);
  out[4] = VERSION;
  view.setUint32(8, mask.width);
  view.setUint32(12, mask.height);
  view.setUint32(16, size);
  out.set(packed, HEADER);
  return out;
}

/** Throws MaskError on anything packMask did not write whole. */
export async function unpackMask(bytes: Uint8Array): Promise<TiledMask> {
  if (bytes.length < HEADER || MAGIC.some((byte, i) => bytes[i] !== byte))
    throw new MaskError(`${WHAT} is not a checkpoint`);
  if (bytes[4] !== VERSION) throw new MaskError(`${WHAT} has version ${bytes[4]}; this program reads ${VERSION}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const width = view.getUint32(8);
  const height = view.getUint32(12);
  const size = view.getUint32(16);
  if (width === 0 || height === 0 || width * height > MAX_MASK_PIXELS)
    throw new MaskError(`${WHAT} has no usable size`);
  const parts = new TiledMask(width, height).everyTile();
  if (size > width * height + parts.length * 2) throw new MaskError(`${WHAT} is damaged`);
  const body = await inflate(bytes.slice(HEADER), size, WHAT);
  const tiles: Tile[] = [];
  let offset = 0;
  for (const part of parts) {
    const needed = body[offset] === 1 ? 2 : 1 + part.x1 * part.y1;
    if (offset + needed > size) throw new MaskError(`${WHAT} is damaged`);
    if (needed === 2 && body[offset] === 1) tiles.push(byteAt(body, offset + 1));
    else {
      const tile = new Uint8Array(TILE * TILE);
      if (part.x1 === TILE) tile.set(body.subarray(offset + 1, offset + needed));
      else
        for (let y = 0; y < part.y1; y++) {
          const row = offset + 1 + y * part.x1;
          tile.set(body.subarray(row, row + part.x1), y * TILE);
        }
      tiles.push(tile);
    }
    offset += needed;
  }
  if (offset !== size) throw new MaskError(`${WHAT} is damaged`);
  return new TiledMask(width, height, tiles);
}
