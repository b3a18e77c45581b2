import type { Point } from "../viewport";
import { type BoxState, box, boxIdle } from "./box";
import { type DividerState, divider, dividerIdle, type HandState, hand, handIdle } from "./hand";
import { type LassoState, lasso, lassoIdle } from "./lasso";
import { type PaintState, paint, paintIdle } from "./paint";
import { type ShapeState, shape, shapeIdle } from "./shape";
import type { Effect, Modifiers, Sample, Step, ToolContext, ToolInput, ToolName } from "./tool";

type ToolState = PaintState | HandState | ShapeState | LassoState | BoxState | DividerState;
type Device = "mouse" | "pen" | "touch";

export type RootInput =
  | {
      type: "down" | "move" | "up" | "cancel";
      pointer: number;
      device: Device;
      /** 0 main, 1 middle. */
      button: number;
      /** Milliseconds, rising. */
      time: number;
      samples: readonly Sample[];
      modifiers: Modifiers;
      /** The pointer went down on the wipe line. */
      onDivider?: boolean;
    }
  | { type: "select"; tool: ToolName }
  /** The window lost focus: what is being drawn is kept. */
  | { type: "blur" };

type PointerInput = Extract<RootInput, { pointer: number }>;

/** single ⇄ pinching, above the tools. One finger or pointer owns the tool; a second finger takes it away. */
export type RootState = {
  selected: ToolName;
  current: ToolState;
  owner: number | null;
  touches: ReadonlyMap<number, Point>;
  pinching: boolean;
  penTime: number;
  lastSample: Sample | null;
};

/** Palms rest on the glass while a pen draws: touch is ignored this long after it. */
const PALM_MS = 1000;

export const rootStart = (selected: ToolName): RootState => ({
  selected,
  current: idleOf(selected),
  owner: null,
  touches: new Map(),
  pinching: false,
  penTime: -Infinity,
  lastSample: null,
});

/** The tool a press would use now. */
export function activeTool(selected: ToolName, modifiers: Modifiers, button: number): ToolName {
  if (modifiers.space || button === 1) return "hand";
  return selected;
}

export function root(state: RootState, input: RootInput, context: ToolContext): Step<RootState> {
  switch (input.type) {
    case "select": {
      const done = end(state, { type: "finish" }, context);
      return { ...done, state: { ...done.state, selected: input.tool, current: idleOf(input.tool) } };
    }
    case "blur": {
      const done = end(state, { type: "finish" }, context);
      return { ...done, state: { ...done.state, touches: new Map(), pinching: false } };
    }
    case "down":
      return down(state, input, context);
    case "move":
      return move(state, input, context);
    default:
      return lift(state, input, context);
  }
}

function down(state: RootState, input: PointerInput, context: ToolContext): Step<RootState> {
  const at = input.samples.at(-1);
  if (!at || (input.device === "touch" && input.time - state.penTime < PALM_MS)) return { state, effects: [] };
  if (input.device === "touch") {
    const touches = new Map(state.touches).set(input.pointer, at.screen);
    if (touches.size === 2) {
      const ended = end(state, { type: "cancel" }, context);
      return { ...ended, state: { ...ended.state, touches, pinching: true } };
    }
    if (touches.size > 2) return { state: { ...state, touches }, effects: [] };
    state = { ...state, touches };
  }
  if (state.owner !== null || input.button > 1) return { state, effects: [] };
  const tool = input.onDivider ? "divider" : activeTool(state.selected, input.modifiers, input.button);
  const penTime = input.device === "pen" ? input.time : state.penTime;
  const step = handle(idleOf(tool), { type: "down", at, modifiers: input.modifiers }, context);
  const next = { ...state, current: step.state, owner: input.pointer, penTime, lastSample: at };
  return { state: next, effects: step.effects };
}

function move(state: RootState, input: PointerInput, context: ToolContext): Step<RootState> {
  const at = input.samples.at(-1);
  if (!at) return { state, effects: [] };
  if (state.touches.has(input.pointer)) {
    const touches = new Map(state.touches).set(input.pointer, at.screen);
    if (state.pinching) return { state: { ...state, touches }, effects: pinch(state.touches, touches) };
    state = { ...state, touches };
  }
  if (state.owner !== input.pointer) return { state, effects: [] };
  const { samples, modifiers } = input;
  const step = handle(state.current, { type: "move", samples, modifiers }, context);
  const penTime = input.device === "pen" ? input.time : state.penTime;
  return { state: { ...state, current: step.state, penTime, lastSample: at }, effects: step.effects };
}

function lift(state: RootState, input: PointerInput, context: ToolContext): Step<RootState> {
  const touches = new Map(state.touches);
  touches.delete(input.pointer);
  const next = { ...state, touches, pinching: state.pinching && touches.size > 1 };
  if (state.owner !== input.pointer) return { state: next, effects: [] };
  const at = input.samples.at(-1);
  const up: ToolInput = input.type === "up" && at ? { type: "up", at, modifiers: input.modifiers } : { type: "cancel" };
  return end(next, up, context);
}

/** Lets the tool go: its last word, then idle. */
function end(state: RootState, input: ToolInput, context: ToolContext): Step<RootState> {
  if (state.owner === null) return { state, effects: [] };
  const { effects } = handle(state.current, input, context);
  return { state: { ...state, owner: null, current: idleOf(state.selected) }, effects };
}

/** How the first two fingers moved: pan by their middle, zoom about it. */
function pinch(before: ReadonlyMap<number, Point>, after: ReadonlyMap<number, Point>): Effect[] {
  const [a0, b0] = [...before.values()];
  const [a1, b1] = [...after.values()];
  if (!a0 || !b0 || !a1 || !b1) return [];
  const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
  const [from, to] = [middle(a0, b0), middle(a1, b1)];
  const factor = Math.hypot(a1.x - b1.x, a1.y - b1.y) / Math.max(1, Math.hypot(a0.x - b0.x, a0.y - b0.y));
  return [
    { type: "pan", dx: to.x - from.x, dy: to.y - from.y },
    { type: "zoom", factor, at: to },
  ];
}

function idleOf(tool: ToolName): ToolState {
  switch (tool) {
    case "brush":
    case "eraser":
      return paintIdle(tool);
    case "rectangle":
    case "ellipse":
      return shapeIdle(tool);
    case "lasso":
      return lassoIdle;
    case "box":
      return boxIdle;
    case "divider":
      return dividerIdle;
    case "hand":
      return handIdle;
  }
}

function handle(state: ToolState, input: ToolInput, context: ToolContext): Step<ToolState> {
  switch (state.tool) {
    case "brush":
    case "eraser":
      return paint(state, input, context);
    case "rectangle":
    case "ellipse":
      return shape(state, input);
    case "lasso":
      return lasso(state, input);
    case "box":
      return box(state, input, context);
    case "divider":
      return divider(state, input);
    case "hand":
      return hand(state, input);
  }
}
