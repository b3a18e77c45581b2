import type { ToolName } from "./tools/tool";

/** What a key means, with no browser in it. */
export type Command =
  | { type: "tool"; tool: Exclude<ToolName, "divider"> }
  | { type: "size" | "hardness" | "zoomStep"; direction: 1 | -1 }
  | {
      type: "swap" | "invert" | "clear" | "fill" | "undo" | "redo" | "fit" | "actualSize" | "toggleMask" | "toggleView";
    };

export type KeyPress = { code: string; key: string; shift: boolean; alt: boolean; mod: boolean };

const LETTERS: Record<string, Command> = {
  KeyB: { type: "tool", tool: "brush" },
  KeyE: { type: "tool", tool: "eraser" },
  KeyL: { type: "tool", tool: "lasso" },
  KeyU: { type: "tool", tool: "rectangle" },
  KeyH: { type: "tool", tool: "hand" },
  KeyC: { type: "tool", tool: "box" },
  KeyX: { type: "swap" },
  KeyM: { type: "toggleMask" },
  BracketRight: { type: "size", direction: 1 },
  BracketLeft: { type: "size", direction: -1 },
  Delete: { type: "clear" },
};
const SHIFTED: Record<string, Command> = {
  KeyU: { type: "tool", tool: "ellipse" },
  KeyV: { type: "invert" },
  KeyM: { type: "toggleView" },
  BracketRight: { type: "hardness", direction: 1 },
  BracketLeft: { type: "hardness", direction: -1 },
  Backspace: { type: "fill" },
};
const WITH_MOD: Record<string, Command> = {
  z: { type: "undo" },
  y: { type: "redo" },
  i: { type: "invert" },
  "0": { type: "fit" },
  "1": { type: "actualSize" },
  "=": { type: "zoomStep", direction: 1 },
  "+": { type: "zoomStep", direction: 1 },
  "-": { type: "zoomStep", direction: -1 },
};

/** Tool letters and brackets by place on the keyboard, the rest by what they print. Alt is a hold, never part of a shortcut here. */
export function commandFor({ code, key, shift, alt, mod }: KeyPress, singleKeys: boolean): Command | null {
  if (alt) return null;
  if (mod) {
    const letter = key.toLowerCase();
    if (shift) return letter === "z" ? { type: "redo" } : letter === "+" ? { type: "zoomStep", direction: 1 } : null;
    return WITH_MOD[letter] ?? null;
  }
  if (!singleKeys) return null;
  return (shift ? SHIFTED[code] : LETTERS[code]) ?? null;
}

/** 1 to 2000 px; 80 → 70 → 61 → 70. */
export function nextSize(size: number, direction: 1 | -1): number {
  const next = Math.round(direction > 0 ? size * 1.15 : size / 1.15);
  return Math.max(1, Math.min(2000, next === size ? size + direction : next));
}
