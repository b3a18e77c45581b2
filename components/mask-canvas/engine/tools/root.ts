import type { Point } from "../viewport";
import { type BoxState, box, boxIdle } from "./box";
import { type BucketState, bucket, bucketIdle } from "./bucket";
import { type DividerState, divider, dividerIdle, type HandState, hand, handIdle } from "./hand";
import { type LassoState, lasso, lassoIdle } from "./lasso";
import { type MagicState, magic, magicIdle } from "./magic";
import { type PaintState, paint, paintIdle } from "./paint";
import { type PolygonState, polygon, polygonIdle } from "./polygon";
import { type ShapeState, shape, shapeIdle } from "./shape";
import type { Effect, Modifiers, PendingKey, Sample, Step, ToolContext, ToolInput, ToolName } from "./tool";
import { type TuneState, tune, tuneIdle } from "./tune";
import { type ZoomState, zoom, zoomIdle } from "./zoom";

type ToolState =
  | PaintState
  | HandState
  | ShapeState
  | LassoState
  | PolygonState
  | BucketState
  | MagicState
  | BoxState
  | DividerState
  | TuneState
  | ZoomState;
type Device = "mouse" | "pen" | "touch";

export type RootInput =
  | {
      type: "down" | "move" | "up" | "cancel";
      pointer: number;
      device: Device;
      /** 0 main, 1 middle, 2 right. */
      button: number;
      /** Milliseconds, rising. */
      time: number;
      samples: readonly Sample[];
      modifiers: Modifiers;
      /** The pointer went down on the wipe line. */
      onDivider?: boolean;
    }
  | { type: "select"; tool: ToolName }
  /** Enter, Backspace or Escape while something is pending. */
  | { type: "key"; key: PendingKey; alt: boolean }
  /** What magic select asked for is here, or was not to be had. */
  | { type: "answered"; found: boolean }
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
  /** What waits for more presses while another tool (the hand with Space) is lent. */
  parked: ToolState | null;
  /** The press before: a second one soon and close by is a double press. */
  press: { time: number; at: Point } | null;
};

const DOUBLE_MS = 350;
const DOUBLE_REACH = 6;

/** True while a tool waits for further presses or keys between two presses. */
const waits = (state: ToolState): boolean =>
  (state.tool === "polygon" && state.at === "placing") ||
  (state.tool === "magic" && (state.at === "asking" || state.at === "proposing"));

/** True while Enter, Backspace and Escape belong to the tool. */
export const isPending = (state: RootState): boolean => waits(state.current) || state.parked !== null;

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
  parked: null,
  press: null,
});

/** The tool a press would use now. */
export function activeTool(selected: ToolName, modifiers: Modifiers, button: number): ToolName {
  if (modifiers.space || button === 1) return "hand";
  if (button === 2) return "tune";
  return selected;
}

export function root(state: RootState, input: RootInput, context: ToolContext): Step<RootState> {
  switch (input.type) {
    case "select": {
      const done = end(state, { type: "finish" }, context);
      const waiting = waits(done.state.current) ? handle(done.state.current, { type: "finish" }, context) : null;
      const next = { ...done.state, selected: input.tool, current: idleOf(input.tool), parked: null, press: null };
      return { state: next, effects: [...done.effects, ...(waiting?.effects ?? [])] };
    }
    case "key":
    case "answered": {
      if (state.owner !== null && state.parked) {
        const { state: parked, effects } = handle(state.parked, input, context);
        return { state: { ...state, parked: waits(parked) ? parked : null }, effects };
      }
      if (!waits(state.current)) return { state, effects: [] };
      const { state: current, effects } = handle(state.current, input, context);
      return { state: { ...state, current }, effects };
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
  if (state.owner !== null || input.button > 2 || (input.button === 2 && !input.modifiers.alt))
    return { state, effects: [] };
  const tool = input.onDivider ? "divider" : activeTool(state.selected, input.modifiers, input.button);
  const penTime = input.device === "pen" ? input.time : state.penTime;
  const { press, current } = state;
  const double =
    press !== null &&
    input.time - press.time < DOUBLE_MS &&
    Math.hypot(at.screen.x - press.at.x, at.screen.y - press.at.y) < DOUBLE_REACH;
  const goesOn = waits(current) && current.tool === tool;
  const step = handle(
    goesOn ? current : idleOf(tool),
    { type: "down", at, modifiers: input.modifiers, double },
    context,
  );
  const next = {
    ...state,
    ...{ current: step.state, owner: input.pointer, penTime, lastSample: at },
    parked: waits(current) && !goesOn ? current : null,
    press: { time: input.time, at: at.screen },
  };
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
  const { samples, modifiers } = input;
  if (state.owner === null && waits(state.current)) {
    const { state: current, effects } = handle(state.current, { type: "move", samples, modifiers }, context);
    return { state: { ...state, current }, effects };
  }
  if (state.owner !== input.pointer) return { state, effects: [] };
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
  const step = handle(state.current, input, context);
  const current = state.parked ?? (waits(step.state) ? step.state : idleOf(state.selected));
  return { state: { ...state, owner: null, parked: null, current }, effects: step.effects };
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
    case "polygon":
      return polygonIdle;
    case "bucket":
      return bucketIdle;
    case "magic":
      return magicIdle;
    case "zoom":
      return zoomIdle;
    case "tune":
      return tuneIdle;
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
    case "polygon":
      return polygon(state, input, context);
    case "bucket":
      return bucket(state, input);
    case "magic":
      return magic(state, input, context);
    case "zoom":
      return zoom(state, input);
    case "tune":
      return tune(state, input);
    case "box":
      return box(state, input, context);
    case "divider":
      return divider(state, input);
    case "hand":
      return hand(state, input);
  }
}
