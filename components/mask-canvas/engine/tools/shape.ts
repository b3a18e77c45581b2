import type { DrawOp, PaintMode } from "@/contract/mask/ops";
import { toQuarter } from "@/contract/mask/points";
import type { Point } from "../viewport";
import { type Effect, type Modifiers, opposite, type Step, stay, type ToolInput } from "./tool";

type ShapeName = "rectangle" | "ellipse";
/** idle → sizing ⇄ moving (Space) → idle. Alt at the start erases; Shift keeps the sides equal. */
export type ShapeState =
  | { tool: ShapeName; at: "idle" }
  | { tool: ShapeName; at: "sizing" | "moving"; from: Point; to: Point; pointer: Point; mode: PaintMode };

export const shapeIdle = (tool: ShapeName): ShapeState => ({ tool, at: "idle" });

export function shape(state: ShapeState, input: ToolInput): Step<ShapeState> {
  if (state.at === "idle") {
    if (input.type !== "down") return stay(state);
    const from = input.at.image;
    const mode = opposite("add", input.modifiers.alt);
    return stay({ tool: state.tool, at: "sizing", from, to: from, pointer: from, mode });
  }
  const idle: ShapeState = { tool: state.tool, at: "idle" };
  const gone: Effect = { type: "preview", shape: null };
  switch (input.type) {
    case "move":
      return drag(state, input.samples.at(-1)?.image ?? state.pointer, input.modifiers);
    case "cancel":
      return { state: idle, effects: [gone] };
    case "up":
    case "finish": {
      const op = opOf(state);
      return { state: idle, effects: op ? [gone, { type: "commit", op }] : [gone] };
    }
    default:
      return stay(state);
  }
}

type Dragging = Extract<ShapeState, { at: "sizing" | "moving" }>;

function drag(state: Dragging, pointer: Point, modifiers: Modifiers): Step<ShapeState> {
  const move = { x: pointer.x - state.pointer.x, y: pointer.y - state.pointer.y };
  const next: Dragging = modifiers.space
    ? { ...state, at: "moving", from: add(state.from, move), to: add(state.to, move), pointer }
    : { ...state, at: "sizing", to: sized(state, add(state.to, move), pointer, modifiers.shift), pointer };
  const { tool: kind, from, to, mode } = next;
  return { state: next, effects: [{ type: "preview", shape: { kind, from, to, mode } }] };
}

/** After a move with Space the corner keeps its distance to the pointer; with Shift it goes to the equal-sided corner. */
function sized(state: Dragging, moved: Point, pointer: Point, equal: boolean): Point {
  if (!equal) return state.at === "moving" ? moved : pointer;
  const [dx, dy] = [pointer.x - state.from.x, pointer.y - state.from.y];
  const side = Math.max(Math.abs(dx), Math.abs(dy));
  return { x: state.from.x + (dx < 0 ? -side : side), y: state.from.y + (dy < 0 ? -side : side) };
}

const add = (a: Point, b: Point): Point => ({ x: a.x + b.x, y: a.y + b.y });

/** Null for a mere click. */
function opOf({ tool, from, to, mode }: Dragging): DrawOp | null {
  const [x, y] = [toQuarter(Math.min(from.x, to.x)), toQuarter(Math.min(from.y, to.y))];
  const [w, h] = [toQuarter(Math.max(from.x, to.x)) - x, toQuarter(Math.max(from.y, to.y)) - y];
  if (w < 2 || h < 2) return null;
  return { kind: tool === "rectangle" ? "rect" : "ellipse", mode, x, y, w, h };
}
