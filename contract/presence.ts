import { z } from "zod";

// What people see of each other while they work on one thing: cursors, and strokes as they are drawn. Sent many times a
// second, never stored and never numbered: a lost one is replaced by the next.

const Coordinate = z.number().min(-100_000).max(100_000);

/** A stroke on its way, piece by piece. `points` are those after the first `from`, packed as a stroke op packs them. */
const LiveStroke = z.strictObject({
  id: z.string().min(1).max(40),
  layer: z.string().max(40),
  mode: z.enum(["add", "erase"]),
  /** Quarter pixels, as in a stroke op. */
  size: z.int().min(4).max(8_000),
  from: z.int().min(0).max(1_000_000),
  points: z.string().max(4_000),
  /** The last piece: the op itself follows through the log. */
  done: z.boolean(),
});
export type LiveStroke = z.infer<typeof LiveStroke>;

/** Image pixels; null where the pointer is elsewhere. `view` is the middle of what they see and its scale, for who follows them. */
export const PresenceState = z.strictObject({
  at: z.strictObject({ x: Coordinate, y: Coordinate }).nullable(),
  view: z.strictObject({ x: Coordinate, y: Coordinate, scale: z.number().min(0.001).max(1_000) }).nullable(),
  tool: z.string().max(20),
  layer: z.string().max(40),
  stroke: LiveStroke.nullable(),
  /** True: gone, take the cursor away. */
  left: z.boolean(),
});
export type PresenceState = z.infer<typeof PresenceState>;

/** `room` is the version that is open; `tab` tells two tabs of one person apart. */
export type Presence = PresenceState & { room: string; tab: string; userId: string; name: string };
