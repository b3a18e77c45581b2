import type { DrawOp, PaintMode } from "@/contract/mask/ops";
import type { Rect } from "@/contract/mask/tiles";
import type { Point } from "../viewport";

/** `divider` and `tune` are not chosen: they take over while the pointer drags the wipe line, or with Alt and the right button. */
export type ToolName =
  | "brush"
  | "eraser"
  | "lasso"
  | "polygon"
  | "rectangle"
  | "ellipse"
  | "bucket"
  | "magic"
  | "box"
  | "hand"
  | "zoom"
  | "divider"
  | "tune";

/** Where a pointer is: image pixels (fractions), CSS pixels of the canvas, pressure 0-1. */
export type Sample = { image: Point; screen: Point; pressure: number };
export type Modifiers = { shift: boolean; alt: boolean; mod: boolean; space: boolean };
/** Image pixels, left and right as seen in the picture. */
export type EyeLine = { left: Point; right: Point };

/**
 * `finish` ends a drag as if the pointer went up (the window lost focus, another tool was chosen). `double` is a second
 * press at the same place. `answered` comes when what was asked for is here, or was not to be had.
 */
export type ToolInput =
  | { type: "down"; at: Sample; modifiers: Modifiers; double?: boolean }
  | { type: "up"; at: Sample; modifiers: Modifiers }
  | { type: "key"; key: PendingKey; alt: boolean }
  | { type: "answered"; found: boolean }
  | { type: "move"; samples: readonly Sample[]; modifiers: Modifiers }
  | { type: "cancel" | "finish" };

/** Keys a tool hears while something of it is pending. */
export type PendingKey = "enter" | "backspace" | "escape";

/** What magic select wants to know: image pixels; `take` removes it from the proposal. */
export type MagicWant = { kind: "point"; at: Point; take: boolean } | { kind: "box"; box: Rect; take: boolean };

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
  | { kind: "lasso"; points: readonly Point[]; mode: PaintMode }
  /** Open, with a line on to the pointer. */
  | { kind: "polygon"; points: readonly Point[]; pointer: Point; mode: PaintMode };

export type Effect =
  | { type: "begin"; mode: PaintMode }
  | { type: "strokeTo"; samples: readonly Sample[] }
  | { type: "commitStroke" }
  | { type: "rollback" }
  | { type: "commit"; op: DrawOp }
  | { type: "preview"; shape: Preview | null }
  | { type: "pan"; dx: number; dy: number }
  | { type: "zoom"; factor: number; at: Point }
  | { type: "zoomInto"; rect: Rect }
  | { type: "fill"; at: Point; mode: PaintMode }
  | { type: "ask"; want: MagicWant }
  /** Adds or takes away what is proposed, or (null) drops it. */
  | { type: "propose"; keep: PaintMode | null }
  /** Screen pixels across and down. */
  | { type: "tune"; dx: number; dy: number }
  | { type: "box"; box: Rect | null; eyeLine: EyeLine | null }
  | { type: "divider"; x: number };

/** What a tool answers: its next state and what should happen. Tools touch neither the view nor the document. */
export type Step<S> = { state: S; effects: readonly Effect[] };

export const stay = <S>(state: S): Step<S> => ({ state, effects: [] });

/** Alt turns painting into erasing and back. */
export const opposite = (mode: PaintMode, turn: boolean): PaintMode =>
  turn ? (mode === "add" ? "erase" : "add") : mode;
