import type { PaintMode } from "@/contract/mask/ops";
import { encodePoints, toQuarter } from "@/contract/mask/points";
import type { Point } from "../viewport";
import { type Effect, opposite, type Step, stay, type ToolInput } from "./tool";

/** idle → tracing ⇄ moving (Space) → idle. Alt at the start erases. */
export type LassoState =
  | { tool: "lasso"; at: "idle" }
  | { tool: "lasso"; at: "tracing"; points: readonly Point[]; pointer: Point; mode: PaintMode };

export const lassoIdle: LassoState = { tool: "lasso", at: "idle" };

export function lasso(state: LassoState, input: ToolInput): Step<LassoState> {
  if (state.at === "idle") {
    if (input.type !== "down") return stay(state);
    const pointer = input.at.image;
    return stay({
      tool: "lasso",
      at: "tracing",
      points: [pointer],
      pointer,
      mode: opposite("add", input.modifiers.alt),
    });
  }
  const gone: Effect = { type: "preview", shape: null };
  switch (input.type) {
    case "move": {
      const traced = input.samples.map((sample) => sample.image);
      const pointer = traced.at(-1) ?? state.pointer;
      const [dx, dy] = [pointer.x - state.pointer.x, pointer.y - state.pointer.y];
      const points = input.modifiers.space
        ? state.points.map(({ x, y }) => ({ x: x + dx, y: y + dy }))
        : [...state.points, ...traced];
      const next: LassoState = { ...state, points, pointer };
      return { state: next, effects: [{ type: "preview", shape: { kind: "lasso", points, mode: state.mode } }] };
    }
    case "cancel":
      return { state: lassoIdle, effects: [gone] };
    case "up":
    case "finish": {
      const outline = quantised(state.points);
      if (outline.length < 6) return { state: lassoIdle, effects: [gone] };
      const points = encodePoints(outline, 2);
      const op = { kind: "poly", mode: state.mode, rule: "nonzero", points } as const;
      return { state: lassoIdle, effects: [gone, { type: "commit", op }] };
    }
    default:
      return stay(state);
  }
}

function quantised(points: readonly Point[]): number[] {
  const out: number[] = [];
  for (const point of points) {
    const [x, y] = [toQuarter(point.x), toQuarter(point.y)];
    if (out.at(-2) !== x || out.at(-1) !== y) out.push(x, y);
  }
  return out;
}
