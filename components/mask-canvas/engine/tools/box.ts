import type { Rect } from "@/contract/mask/tiles";
import type { Point } from "../viewport";
import { type EyeLine, type Step, stay, type ToolContext, type ToolInput } from "./tool";

/** Which part of the box the pointer holds: edges and corners by side, the inside, an eye, or nothing (a new box). */
type Grip =
  | { kind: "edge"; dx: -1 | 0 | 1; dy: -1 | 0 | 1 }
  | { kind: "inside" | "new" }
  | { kind: "eye"; side: "left" | "right" };
/** idle → holding → idle; cancel puts back what was there. */
export type BoxState =
  | { tool: "box"; at: "idle" }
  | { tool: "box"; at: "holding"; grip: Grip; from: Point; box: Rect | null; eyeLine: EyeLine | null };

export const boxIdle: BoxState = { tool: "box", at: "idle" };
/** Reach of a handle in screen pixels. */
const REACH = 10;

export function box(state: BoxState, input: ToolInput, context: ToolContext): Step<BoxState> {
  if (state.at === "idle") {
    if (input.type !== "down") return stay(state);
    const from = input.at.image;
    return stay({
      tool: "box",
      at: "holding",
      grip: gripAt(from, context),
      from,
      box: context.box,
      eyeLine: context.eyeLine,
    });
  }
  if (input.type === "cancel")
    return { state: boxIdle, effects: [{ type: "box", box: state.box, eyeLine: state.eyeLine }] };
  if (input.type !== "move") return stay(boxIdle);
  const to = input.samples.at(-1)?.image;
  return to ? { state, effects: [{ type: "box", ...dragged(state, to, context) }] } : stay(state);
}

/** Eyes where they usually are: 40 % down, at 30 and 70 % across. */
export const defaultEyeLine = ({ x, y, w, h }: Rect): EyeLine => ({
  left: { x: x + w * 0.3, y: y + h * 0.4 },
  right: { x: x + w * 0.7, y: y + h * 0.4 },
});

function gripAt(at: Point, { box: rect, eyeLine, zoom }: ToolContext): Grip {
  const reach = REACH / zoom;
  const near = (a: number, b: number) => Math.abs(a - b) <= reach;
  for (const side of ["left", "right"] as const)
    if (eyeLine && near(at.x, eyeLine[side].x) && near(at.y, eyeLine[side].y)) return { kind: "eye", side };
  if (!rect) return { kind: "new" };
  const [right, bottom] = [rect.x + rect.w, rect.y + rect.h];
  const within = at.x > rect.x - reach && at.x < right + reach && at.y > rect.y - reach && at.y < bottom + reach;
  if (!within) return { kind: "new" };
  const dx = near(at.x, rect.x) ? -1 : near(at.x, right) ? 1 : 0;
  const dy = near(at.y, rect.y) ? -1 : near(at.y, bottom) ? 1 : 0;
  return dx === 0 && dy === 0 ? { kind: "inside" } : { kind: "edge", dx, dy };
}

type Holding = Extract<BoxState, { at: "holding" }>;
type Shown = { box: Rect | null; eyeLine: EyeLine | null };

function dragged({ grip, from, box: rect, eyeLine }: Holding, to: Point, context: ToolContext): Shown {
  const [mx, my] = [to.x - from.x, to.y - from.y];
  if (grip.kind === "eye") return { box: rect, eyeLine: eyeLine && { ...eyeLine, [grip.side]: to } };
  if (grip.kind === "new" || !rect) {
    const made = between(from, to, context);
    return { box: made, eyeLine: eyeLine && made ? defaultEyeLine(made) : eyeLine };
  }
  if (grip.kind === "edge") {
    const a = { x: rect.x + (grip.dx < 0 ? mx : 0), y: rect.y + (grip.dy < 0 ? my : 0) };
    const b = { x: rect.x + rect.w + (grip.dx > 0 ? mx : 0), y: rect.y + rect.h + (grip.dy > 0 ? my : 0) };
    return { box: between(a, b, context) ?? rect, eyeLine };
  }
  const x = Math.round(Math.max(0, Math.min(context.width - rect.w, rect.x + mx)));
  const y = Math.round(Math.max(0, Math.min(context.height - rect.h, rect.y + my)));
  const shift = (point: Point): Point => ({ x: point.x + x - rect.x, y: point.y + y - rect.y });
  return { box: { ...rect, x, y }, eyeLine: eyeLine && { left: shift(eyeLine.left), right: shift(eyeLine.right) } };
}

/** Whole pixels inside the picture; null when it would be smaller than 4 pixels. */
function between(a: Point, b: Point, { width, height }: ToolContext): Rect | null {
  const hold = (value: number, most: number) => Math.round(Math.max(0, Math.min(most, value)));
  const [x0, x1] = [hold(Math.min(a.x, b.x), width), hold(Math.max(a.x, b.x), width)];
  const [y0, y1] = [hold(Math.min(a.y, b.y), height), hold(Math.max(a.y, b.y), height)];
  return x1 - x0 < 4 || y1 - y0 < 4 ? null : { x: x0, y: y0, w: x1 - x0, h: y1 - y0 };
}
