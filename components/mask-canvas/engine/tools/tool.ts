import type { DrawOp, PaintMode } from "@/contract/mask/ops";
import type { Rect } from "@/contract/mask/tiles";
import type { Point } from "../viewport";

/** `divider` is not chosen: it takes over while the pointer drags the wipe line. */
export type ToolName = "brush" | "eraser" | "hand" | "rectangle" | "ellipse" | "lasso" | "box" | "divider";

/** Where a pointer is: image pixels (fractions), CSS pixels of the canvas, pressure 0-1. */
export type Sample = { image: Point; screen: Point; pressure: number };
export type Modifiers = { shift: boolean; alt: boolean; mod: boolean; space: boolean };
/** Image pixels, left and right as seen in the picture. */
export type EyeLine = { left: Point; right: Point };

/** `finish` ends a drag as if the pointer went up (the window lost focus, another tool was chosen). */
export type ToolInput =
  | { type: "down" | "up"; at: Sample; modifiers: Modifiers }
  | { type: "move"; samples: readonly Sample[]; modifiers: Modifiers }
  | { type: "cancel" | "finish" };

/** What a tool may look at but not change. */
export type ToolContext = {
  zoom: number;
  width: number;
  height: number;
  box: Rect | null;
  eyeLine: EyeLine | null;
  /** Where the last stroke ended: shift-click draws a straight line from here. */
  lastPaint: Sample | null;
};

/** Image pixels. */
export type Preview =
  | { kind: "rectangle" | "ellipse"; from: Point; to: Point; mode: PaintMode }
  | { kind: "lasso"; points: readonly Point[]; mode: PaintMode };

export type Effect =
  | { type: "begin"; mode: PaintMode }
  | { type: "strokeTo"; samples: readonly Sample[] }
  | { type: "commitStroke" }
  | { type: "rollback" }
  | { type: "commit"; op: DrawOp }
  | { type: "preview"; shape: Preview | null }
  | { type: "pan"; dx: number; dy: number }
  | { type: "zoom"; factor: number; at: Point }
  | { type: "box"; box: Rect | null; eyeLine: EyeLine | null }
  | { type: "divider"; x: number };

/** What a tool answers: its next state and what should happen. Tools touch neither the view nor the document. */
export type Step<S> = { state: S; effects: readonly Effect[] };

export const stay = <S>(state: S): Step<S> => ({ state, effects: [] });

/** Alt turns painting into erasing and back. */
export const opposite = (mode: PaintMode, turn: boolean): PaintMode =>
  turn ? (mode === "add" ? "erase" : "add") : mode;
