import type { Rect } from "@/contract/mask/tiles";
import type { Point } from "../viewport";
import { type Effect, type Step, stay, type ToolContext, type ToolInput } from "./tool";

/**
 * idle → pressing → asking → proposing. A press asks for what has that colour, a drag for what stands out in the box.
 * A proposal grows by further presses and shrinks by presses with Alt; Enter adds it to the mask, Alt+Enter takes it away.
 */
export type MagicState =
  | { tool: "magic"; at: "idle" | "asking" | "proposing" }
  | {
      tool: "magic";
      at: "pressing";
      from: Point;
      to: Point;
      start: Point;
      boxing: boolean;
      alt: boolean;
      proposed: boolean;
    };

export const magicIdle: MagicState = { tool: "magic", at: "idle" };
/** Screen pixels before a press becomes a box. */
const DRAG = 5;

export function magic(state: MagicState, input: ToolInput, context: ToolContext): Step<MagicState> {
  const noBox: Effect = { type: "preview", shape: null };
  switch (input.type) {
    case "down": {
      if (state.at === "asking") return stay(state);
      const from = input.at.image;
      const proposed = state.at === "proposing";
      const { alt } = input.modifiers;
      return stay({
        tool: "magic",
        at: "pressing",
        from,
        to: from,
        start: input.at.screen,
        boxing: false,
        alt,
        proposed,
      });
    }
    case "move": {
      const at = input.samples.at(-1);
      if (state.at !== "pressing" || !at) return stay(state);
      const boxing = state.boxing || Math.hypot(at.screen.x - state.start.x, at.screen.y - state.start.y) > DRAG;
      const next = { ...state, to: at.image, boxing };
      if (!boxing) return stay(next);
      const shape = { kind: "rectangle", from: state.from, to: at.image, mode: state.alt ? "erase" : "add" } as const;
      return { state: next, effects: [{ type: "preview", shape }] };
    }
    case "up":
    case "finish": {
      if (state.at !== "pressing") return input.type === "finish" ? dropped() : stay(state);
      const box = state.boxing ? boxOf(state.from, state.to, context) : null;
      if (state.boxing && !box) return { state: back(state.proposed), effects: [noBox] };
      const ask: Effect = box
        ? { type: "ask", want: { kind: "box", box, take: state.alt } }
        : { type: "ask", want: { kind: "point", at: state.from, take: state.alt } };
      return { state: { tool: "magic", at: "asking" }, effects: [noBox, ask] };
    }
    case "cancel":
      return state.at === "pressing" ? { state: back(state.proposed), effects: [noBox] } : stay(state);
    case "answered":
      return stay(state.at === "asking" ? back(input.found) : state);
    case "key":
      if (input.key !== "enter") return dropped();
      if (state.at !== "proposing") return stay(state);
      return { state: magicIdle, effects: [{ type: "propose", keep: input.alt ? "erase" : "add" }] };
    default:
      return stay(state);
  }
}

const back = (proposed: boolean): MagicState => (proposed ? { tool: "magic", at: "proposing" } : magicIdle);

const dropped = (): Step<MagicState> => ({
  state: magicIdle,
  effects: [
    { type: "preview", shape: null },
    { type: "propose", keep: null },
  ],
});

/** Whole pixels inside the picture; null when smaller than 4 pixels. */
function boxOf(a: Point, b: Point, { width, height }: ToolContext): Rect | null {
  const hold = (value: number, most: number) => Math.round(Math.max(0, Math.min(most, value)));
  const [x0, x1] = [hold(Math.min(a.x, b.x), width), hold(Math.max(a.x, b.x), width)];
  const [y0, y1] = [hold(Math.min(a.y, b.y), height), hold(Math.max(a.y, b.y), height)];
  return x1 - x0 < 4 || y1 - y0 < 4 ? null : { x: x0, y: y0, w: x1 - x0, h: y1 - y0 };
}
