import { at, byteAt } from "./bytes";
import { fromBase64 } from "./codec/base64";
import { decodeRle, decodeRuns } from "./codec/rle";
import { MaskError } from "./error";
import { applyPost } from "./morph";
import type { DrawOp, RasterOp, StrokeOp } from "./ops";
import { decodePoints } from "./points";
import { drawEllipse, drawPoly, drawRect } from "./scanline";
import { drawCapsule } from "./segment";
import { type Delta, maskFromPixels, TILE, type TiledMask, type TilePart } from "./tiles";

/** Draws one op as one transaction and returns its delta. Throws MaskError on bad op data, leaving the mask as it was. */
export function applyOp(mask: TiledMask, op: DrawOp): Delta {
  mask.begin();
  try {
    drawOp(mask, op);
  } catch (cause) {
    mask.rollback();
    throw cause;
  }
  return mask.end();
}

/** Draws one op into the open transaction. */
export function drawOp(mask: TiledMask, op: DrawOp): void {
  switch (op.kind) {
    case "stroke":
      drawStroke(mask, op);
      break;
    case "rect":
      drawRect(mask, op);
      break;
    case "ellipse":
      drawEllipse(mask, op);
      break;
    case "poly":
      drawPoly(mask, op);
      break;
    case "raster":
      drawRaster(mask, op);
      break;
    case "invert":
      invert(mask);
      break;
    case "clear":
      flood(mask, 0);
      break;
    case "fill":
      flood(mask, 255);
      break;
    case "bake":
      bake(mask, op.grow, op.feather);
      break;
  }
}

function drawStroke(mask: TiledMask, op: StrokeOp): void {
  const points = decodePoints(op.points, 3);
  for (let i = 0; i === 0 || i + 3 < points.length; i += 3)
    drawStrokePiece(mask, points, i, Math.min(i + 3, points.length - 3), op);
}

/** Draws between two points of a stroke, given by their offsets into x, y, pressure triples of quarter pixels. */
export function drawStrokePiece(
  mask: TiledMask,
  points: readonly number[],
  from: number,
  to: number,
  brush: Pick<StrokeOp, "size" | "hardness" | "mode" | "opacity">,
): void {
  const radius = (i: number) => ((brush.size / 8) * at(points, i + 2)) / 255;
  drawCapsule(
    mask,
    {
      x0: at(points, from) / 4,
      y0: at(points, from + 1) / 4,
      r0: radius(from),
      x1: at(points, to) / 4,
      y1: at(points, to + 1) / 4,
      r1: radius(to),
    },
    brush.hardness / 100,
    brush.mode,
    brush.opacity ?? 100,
  );
}

function drawRaster(mask: TiledMask, op: RasterOp): void {
  const bytes = fromBase64(op.data);
  const pixels = op.encoding === "rle" ? decodeRle(bytes, op.w * op.h) : decodeRuns(bytes, op.w * op.h);
  if (op.mode === "intersect") clearOutside(mask, op);
  for (const part of mask.parts(op.x, op.y, op.x + op.w, op.y + op.h)) blendPart(mask, part, op, pixels);
}

function blendPart(mask: TiledMask, part: TilePart, op: RasterOp, pixels: Uint8Array): void {
  const tile = mask.writable(part.index);
  for (let y = part.y0; y < part.y1; y++) {
    let source = (part.top + y - op.y) * op.w + part.left + part.x0 - op.x;
    for (let offset = y * TILE + part.x0; offset < y * TILE + part.x1; offset++, source++) {
      const value = byteAt(pixels, source);
      const old = byteAt(tile, offset);
      if (op.mode === "add") tile[offset] = Math.max(value, old);
      else if (op.mode === "erase") tile[offset] = Math.min(255 - value, old);
      else if (op.mode === "intersect") tile[offset] = Math.min(value, old);
      else tile[offset] = value;
    }
  }
  mask.mark(part.index, part.x0, part.y0, part.x1 - part.x0, part.y1 - part.y0);
}

/** What an intersecting picture does not cover is not in both. */
function clearOutside(mask: TiledMask, op: RasterOp): void {
  const { width, height } = mask;
  const bands: [number, number, number, number][] = [
    [0, 0, width, op.y],
    [0, op.y + op.h, width, height],
    [0, op.y, op.x, op.y + op.h],
    [op.x + op.w, op.y, width, op.y + op.h],
  ];
  for (const [x0, y0, x1, y1] of bands)
    for (const part of mask.parts(x0, y0, x1, y1)) {
      if (mask.tile(part.index) === 0) continue;
      const tile = mask.writable(part.index);
      for (let y = part.y0; y < part.y1; y++) tile.fill(0, y * TILE + part.x0, y * TILE + part.x1);
      mask.mark(part.index, part.x0, part.y0, part.x1 - part.x0, part.y1 - part.y0);
    }
}

/** Whole tiles, junk outside the frame included: that keeps uniform edge tiles uniform. */
function invert(mask: TiledMask): void {
  for (const { index } of clipped(mask)) {
    const tile = mask.tile(index);
    mask.put(index, typeof tile === "number" ? 255 - tile : tile.map((value) => 255 - value));
  }
}

function flood(mask: TiledMask, value: number): void {
  for (const { index } of clipped(mask)) if (mask.tile(index) !== value) mask.put(index, value);
}

function bake(mask: TiledMask, grow: number, feather: number): void {
  const { width, height, clip } = mask;
  if (clip.w !== width || clip.h !== height) throw new MaskError("Growing needs the whole mask, not a part of it");
  const done = maskFromPixels(applyPost(mask.flat(), width, height, { grow, feather, invert: false }), width, height);
  for (const { index } of clipped(mask)) if (mask.tile(index) !== done.tile(index)) mask.put(index, done.tile(index));
}

const clipped = (mask: TiledMask) => mask.parts(0, 0, mask.width, mask.height);
