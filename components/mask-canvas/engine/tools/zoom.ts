import type { Point } from "../viewport";
import { type Effect, type Step, stay, type ToolInput } from "./tool";

/** idle → pressing → idle. A press doubles the zoom, with Alt halves it; a drag shows the rectangle as large as it goes. */
export type ZoomState =
  | { tool: "zoom"; at: "idle" }
  | { tool: "zoom"; at: "pressing"; from: Point; to: Point; start: Point; end: Point; alt: boolean };

export const zoomIdle: ZoomState = { tool: "zoom", at: "idle" };
/** Screen pixels before a press becomes a rectangle. */
const DRAG = 6;

export function zoom(state: ZoomState, input: ToolInput): Step<ZoomState> {
  if (state.at === "idle") {
    if (input.type !== "down") return stay(state);
    const { image, screen } = input.at;
    const { alt } = input.modifiers;
    return stay({ tool: "zoom", at: "pressing", from: image, to: image, start: screen, end: screen, alt });
  }
  const gone: Effect = { type: "preview", shape: null };
  const dragged = Math.hypot(state.end.x - state.start.x, state.end.y - state.start.y) > DRAG;
  if (input.type === "move") {
    const at = input.samples.at(-1);
    if (!at) return stay(state);
    const next: ZoomState = { ...state, to: at.image, end: at.screen };
    const shape = { kind: "rectangle", from: state.from, to: at.image, mode: "add" } as const;
    return { state: next, effects: [{ type: "preview", shape }] };
  }
  if (input.type !== "up") return { state: zoomIdle, effects: [gone] };
  const { from, to, alt, start } = state;
  const rect = {
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    w: Math.abs(to.x - from.x),
    h: Math.abs(to.y - from.y),
  };
  const act: Effect = dragged && !alt ? { type: "zoomInto", rect } : { type: "zoom", factor: alt ? 0.5 : 2, at: start };
  return { state: zoomIdle, effects: [gone, act] };
}
