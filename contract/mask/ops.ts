import { z } from "zod";

/** Coordinates and sizes are integers in quarters of a pixel, so every machine starts from the same numbers. */
const Quarter = z.int().min(-262_144).max(262_144);
const Extent = z.int().min(1).max(262_144);
const Base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/, "must be base64");
const PaintMode = z.enum(["add", "erase"]);
export type PaintMode = z.infer<typeof PaintMode>;

/** `points`: delta varints of x, y and a pressure byte (points.ts). Size 1-2000 px, hardness and opacity in percent; no opacity means 100. */
export const StrokeOp = z.strictObject({
  kind: z.literal("stroke"),
  mode: PaintMode,
  size: z.int().min(4).max(8000),
  hardness: z.int().min(0).max(100),
  opacity: z.int().min(1).max(100).optional(),
  points: Base64.min(4).max(2_000_000),
});
export type StrokeOp = z.infer<typeof StrokeOp>;

const box = { mode: PaintMode, x: Quarter, y: Quarter, w: Extent, h: Extent };
const RectOp = z.strictObject({ kind: z.literal("rect"), ...box });
const EllipseOp = z.strictObject({ kind: z.literal("ellipse"), ...box });
export type BoxOp = z.infer<typeof RectOp> | z.infer<typeof EllipseOp>;

/** `points`: delta varints of x and y; the outline closes itself. */
const PolyOp = z.strictObject({
  kind: z.literal("poly"),
  mode: PaintMode,
  rule: z.enum(["nonzero", "evenodd"]),
  points: Base64.min(4).max(2_000_000),
});
export type PolyOp = z.infer<typeof PolyOp>;

/** Stored pixels in whole pixels: `rle` is black and white, `runs` keeps 8 bits (codec/rle.ts). */
const RasterOp = z.strictObject({
  kind: z.literal("raster"),
  mode: z.enum(["add", "erase", "intersect", "replace"]),
  x: z.int().min(0).max(16_383),
  y: z.int().min(0).max(16_383),
  w: z.int().min(1).max(16_384),
  h: z.int().min(1).max(16_384),
  encoding: z.enum(["rle", "runs"]),
  data: Base64.max(32_000_000),
});
export type RasterOp = z.infer<typeof RasterOp>;

/** Makes grow (negative shrinks) and feather part of the pixels, in that order, in whole pixels. Reads what lies around: see readsAround. */
const BakeOp = z.strictObject({
  kind: z.literal("bake"),
  grow: z.int().min(-512).max(512),
  feather: z.int().min(0).max(512),
});

const OpId = z.string().min(8).max(64);

export const MaskOp = z.discriminatedUnion("kind", [
  StrokeOp,
  RectOp,
  EllipseOp,
  PolyOp,
  RasterOp,
  z.strictObject({ kind: z.literal("invert") }),
  z.strictObject({ kind: z.literal("clear") }),
  z.strictObject({ kind: z.literal("fill") }),
  BakeOp,
  /** Takes back one earlier op, which may itself be an undo: that is a redo. */
  z.strictObject({ kind: z.literal("undo"), target: OpId }),
]);
export type MaskOp = z.infer<typeof MaskOp>;
/** An op that draws. */
export type DrawOp = Exclude<MaskOp, { kind: "undo" }>;

/** As a client sends it; `id` is the client_op_id that makes retries harmless. */
export const ClientOp = z.strictObject({ id: OpId, op: MaskOp });
export type ClientOp = z.infer<typeof ClientOp>;

/** As the log keeps it. */
export const LoggedOp = z.strictObject({
  id: OpId,
  op: MaskOp,
  seq: z.int().min(1),
  actorId: z.string().nullable(),
});
export type LoggedOp = z.infer<typeof LoggedOp>;
