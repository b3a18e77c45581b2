import type { Point } from "../viewport";
import { type Step, stay, type ToolInput } from "./tool";

/** Alt and the right button: across changes the brush's size, up and down its hardness. */
export type TuneState = { tool: "tune"; at: "idle" } | { tool: "tune"; at: "dragging"; from: Point };

export const tuneIdle: TuneState = { tool: "tune", at: "idle" };

export function tune(state: TuneState, input: ToolInput): Step<TuneState> {
  if (input.type === "down") return stay({ tool: "tune", at: "dragging", from: input.at.screen });
  if (state.at === "idle") return stay(state);
  if (input.type !== "move") return stay(tuneIdle);
  const to = input.samples.at(-1)?.screen ?? state.from;
  return {
    state: { ...state, from: to },
    effects: [{ type: "tune", dx: to.x - state.from.x, dy: to.y - state.from.y }],
  };
}
