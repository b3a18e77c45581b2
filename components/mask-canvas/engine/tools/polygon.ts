import type { PaintMode } from "@/contract/mask/ops";
import { encodePoints, toQuarter } from "@/contract/mask/points";
import type { Point } from "../viewport";
import { type Effect, type Modifiers, opposite, type Step, stay, type ToolContext, type ToolInput } from "./tool";

/** idle → placing; it stays between presses. Enter, a double press or a press on the first point closes, Backspace drops a point. */
export type PolygonState =
  | { tool: "polygon"; at: "idle" }
  | { tool: "polygon"; at: "placing"; points: readonly Point[]; pointer: Point; pressed: boolean; mode: PaintMode };

export const polygonIdle: PolygonState = { tool: "polygon", at: "idle" };
/** Screen pixels within which a press on the first point closes the outline. */
const REACH = 8;

type Placing = Extract<PolygonState, { at: "placing" }>;

export function polygon(state: PolygonState, input: ToolInput, context: ToolContext): Step<PolygonState> {
  if (state.at === "idle") {
    if (input.type !== "down") return stay(state);
    const { image } = input.at;
    const mode = opposite("add", input.modifiers.alt);
    return shown({ tool: "polygon", at: "placing", points: [image], pointer: image, pressed: true, mode });
  }
  switch (input.type) {
    case "down": {
      const point = straightened(state, input.at.image, input.modifiers, false);
      if (input.double || closes(state, input.at.image, context.zoom)) return close(state);
      return shown({ ...state, points: [...state.points, point], pointer: point, pressed: true });
    }
    case "move": {
      const to = input.samples.at(-1)?.image ?? state.pointer;
      const pointer = straightened(state, to, input.modifiers, state.pressed);
      const points = state.pressed ? [...state.points.slice(0, -1), pointer] : state.points;
      return shown({ ...state, points, pointer });
    }
    case "up":
      return shown({ ...state, pressed: false });
    case "cancel":
      return dropped({ ...state, pressed: false });
    case "key":
      if (input.key === "enter") return close(state);
      return input.key === "backspace" ? dropped(state) : gone();
    case "finish":
      return state.points.length > 2 ? close(state) : gone();
    default:
      return stay(state);
  }
}

/** With Shift the line from the point before runs at a multiple of 45 degrees. */
function straightened(state: Placing, to: Point, { shift }: Modifiers, pressed: boolean): Point {
  const from = state.points.at(pressed ? -2 : -1);
  if (!shift || !from) return to;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const [ax, ay] = [Math.abs(dx), Math.abs(dy)];
  if (ax > 2.414 * ay) return { x: to.x, y: from.y };
  if (ay > 2.414 * ax) return { x: from.x, y: to.y };
  const side = Math.max(ax, ay);
  return { x: from.x + Math.sign(dx) * side, y: from.y + Math.sign(dy) * side };
}

function closes({ points }: Placing, at: Point, zoom: number): boolean {
  const first = points[0];
  return points.length > 2 && first !== undefined && Math.hypot(at.x - first.x, at.y - first.y) * zoom <= REACH;
}

function dropped(state: Placing): Step<PolygonState> {
  const points = state.points.slice(0, -1);
  return points.length === 0 ? gone() : shown({ ...state, points });
}

function close({ points, mode }: Placing): Step<PolygonState> {
  const outline: number[] = [];
  for (const point of points) {
    const [x, y] = [toQuarter(point.x), toQuarter(point.y)];
    if (outline.at(-2) !== x || outline.at(-1) !== y) outline.push(x, y);
  }
  const ended = gone();
  if (outline.length < 6) return ended;
  const op = { kind: "poly", mode, rule: "nonzero", points: encodePoints(outline, 2) } as const;
  return { state: ended.state, effects: [...ended.effects, { type: "commit", op }] };
}

const gone = (): Step<PolygonState> => ({ state: polygonIdle, effects: [{ type: "preview", shape: null }] });

function shown(state: Placing): Step<PolygonState> {
  const { points, pointer, mode } = state;
  const shape: Effect = { type: "preview", shape: { kind: "polygon", points, pointer, mode } };
  return { state, effects: [shape] };
}
