import type { PaintMode } from "@/contract/mask/ops";
import { opposite, type Step, stay, type ToolContext, type ToolInput } from "./tool";

/** Brush and eraser: idle → drawing → idle. Cancel rolls the stroke back without a trace. */
export type PaintState = { tool: "brush" | "eraser"; at: "idle" | "drawing" };

export const paintIdle = (tool: PaintState["tool"]): PaintState => ({ tool, at: "idle" });

export function paint(state: PaintState, input: ToolInput, context: ToolContext): Step<PaintState> {
  const idle = paintIdle(state.tool);
  if (state.at === "idle") {
    if (input.type !== "down") return stay(state);
    const own: PaintMode = state.tool === "brush" ? "add" : "erase";
    const from = input.modifiers.shift && context.lastPaint ? [context.lastPaint] : [];
    return {
      state: { tool: state.tool, at: "drawing" },
      effects: [
        { type: "begin", mode: opposite(own, input.modifiers.alt) },
        { type: "strokeTo", samples: [...from, input.at] },
      ],
    };
  }
  switch (input.type) {
    case "move":
      return { state, effects: [{ type: "strokeTo", samples: input.samples }] };
    case "up":
    case "finish":
      return { state: idle, effects: [{ type: "commitStroke" }] };
    case "cancel":
      return { state: idle, effects: [{ type: "rollback" }] };
    default:
      return stay(state);
  }
}
