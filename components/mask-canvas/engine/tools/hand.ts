import type { Point } from "../viewport";
import { type Step, stay, type ToolInput } from "./tool";

/** idle → dragging → idle */
export type HandState = { tool: "hand"; at: "idle" } | { tool: "hand"; at: "dragging"; from: Point };

export const handIdle: HandState = { tool: "hand", at: "idle" };

export function hand(state: HandState, input: ToolInput): Step<HandState> {
  if (input.type === "down") return stay({ tool: "hand", at: "dragging", from: input.at.screen });
  if (state.at === "idle") return stay(state);
  if (input.type !== "move") return stay(handIdle);
  const to = input.samples.at(-1)?.screen ?? state.from;
  return {
    state: { tool: "hand", at: "dragging", from: to },
    effects: [{ type: "pan", dx: to.x - state.from.x, dy: to.y - state.from.y }],
  };
}

/** The wipe line follows the pointer. */
export type DividerState = { tool: "divider"; at: "idle" | "dragging" };

export const dividerIdle: DividerState = { tool: "divider", at: "idle" };

export function divider(state: DividerState, input: ToolInput): Step<DividerState> {
  if (input.type === "down")
    return { state: { tool: "divider", at: "dragging" }, effects: [{ type: "divider", x: input.at.image.x }] };
  if (state.at === "idle") return stay(state);
  if (input.type !== "move") return stay(dividerIdle);
  const x = input.samples.at(-1)?.image.x;
  return x === undefined ? stay(state) : { state, effects: [{ type: "divider", x }] };
}
