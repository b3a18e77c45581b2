import type { ToolChoice } from "./editor-types";
import { type KeyAction, shellActions } from "./shell-actions";

/** What a key means, with no browser in it. */
export type Command =
  | { type: "tool"; tool: ToolChoice }
  | { type: "size" | "hardness" | "zoomStep" | "layer"; direction: 1 | -1 }
  | {
      type:
        | "swap"
        | "invert"
        | "clear"
        | "fill"
        | "undo"
        | "redo"
        | "fit"
        | "actualSize"
        | "toggleMask"
        | "toggleView"
        | "toggleRulers"
        | "fitBox";
    };

export type KeyPress = { code: string; key: string; shift: boolean; alt: boolean; mod: boolean };
/** Modifiers in the order Mod, Alt, Shift, then a place on the keyboard ("KeyB", "BracketLeft") or what is printed there ("z", "="). */
export type Chord = string;
export type Action = KeyAction & { command: Command };

const tool = (name: ToolChoice, label: string, ...keys: Chord[]): Action => ({
  id: name,
  label,
  command: { type: "tool", tool: name },
  keys,
});

/** Every key of the canvas that can be changed, with the keys it has at first. Tool letters and brackets go by place, the rest by what they print. */
export const actions: readonly Action[] = [
  tool("brush", "Brush", "KeyB"),
  tool("eraser", "Eraser", "KeyE"),
  tool("lasso", "Lasso", "KeyL"),
  tool("polygon", "Polygon", "Shift+KeyL"),
  tool("rectangle", "Rectangle", "KeyU"),
  tool("ellipse", "Ellipse", "Shift+KeyU"),
  tool("bucket", "Bucket", "KeyG"),
  tool("magic", "Magic select", "KeyW"),
  tool("box", "Box", "KeyC"),
  tool("hand", "Hand", "KeyH"),
  tool("zoom", "Zoom", "KeyZ"),
  { id: "swap", label: "Swap brush and eraser", command: { type: "swap" }, keys: ["KeyX"] },
  { id: "smaller", label: "Smaller brush", command: { type: "size", direction: -1 }, keys: ["BracketLeft"] },
  { id: "larger", label: "Larger brush", command: { type: "size", direction: 1 }, keys: ["BracketRight"] },
  { id: "softer", label: "Softer brush", command: { type: "hardness", direction: -1 }, keys: ["Shift+BracketLeft"] },
  { id: "harder", label: "Harder brush", command: { type: "hardness", direction: 1 }, keys: ["Shift+BracketRight"] },
  { id: "undo", label: "Undo", command: { type: "undo" }, keys: ["Mod+z"] },
  { id: "redo", label: "Redo", command: { type: "redo" }, keys: ["Mod+Shift+z", "Mod+y"] },
  { id: "invert", label: "Invert mask", command: { type: "invert" }, keys: ["Shift+KeyV", "Mod+i"] },
  { id: "clear", label: "Clear mask", command: { type: "clear" }, keys: ["Delete"] },
  { id: "fill", label: "Fill mask", command: { type: "fill" }, keys: ["Shift+Backspace"] },
  { id: "toggleMask", label: "Show mask", command: { type: "toggleMask" }, keys: ["KeyM"] },
  { id: "toggleView", label: "Next mask view", command: { type: "toggleView" }, keys: ["Shift+KeyM"] },
  { id: "toggleRulers", label: "Show rulers", command: { type: "toggleRulers" }, keys: ["Shift+KeyR"] },
  { id: "fitBox", label: "Fit box to mask", command: { type: "fitBox" }, keys: ["Shift+KeyB"] },
  { id: "layerBelow", label: "Layer below", command: { type: "layer", direction: -1 }, keys: ["Alt+BracketLeft"] },
  { id: "layerAbove", label: "Layer above", command: { type: "layer", direction: 1 }, keys: ["Alt+BracketRight"] },
  { id: "fit", label: "Fit", command: { type: "fit" }, keys: ["Mod+0"] },
  { id: "actualSize", label: "100 %", command: { type: "actualSize" }, keys: ["Mod+1"] },
  { id: "zoomIn", label: "Zoom in", command: { type: "zoomStep", direction: 1 }, keys: ["Mod+=", "Mod++"] },
  { id: "zoomOut", label: "Zoom out", command: { type: "zoomStep", direction: -1 }, keys: ["Mod+-"] },
];

/** Everything whose keys can be changed: the engine's acts and the shell's. */
export const keyActions: readonly KeyAction[] = [...actions, ...shellActions];

/** Keys that mean something else here too: they stay with whom they have at first, and nobody else takes them. */
const reserved: Readonly<Record<Chord, string>> = {
  Space: "Hold to move the picture",
  Tab: "Next control",
  Escape: "Leave, or drop what is being drawn",
  Enter: "Paint where the keyboard's brush is",
  "Alt+Enter": "Take what is proposed from the mask",
  Backspace: "Take back a corner of an outline",
  "Mod+Enter": "Run the pass",
  "Mod+w": "Close the tab",
  "Mod+t": "New tab",
  "Mod+n": "New window",
  "Mod+k": "Palette",
  ...Object.fromEntries(
    ["Left", "Right", "Up", "Down"].map((side) => [`Arrow${side}`, "Results, or moving the brush"]),
  ),
};

/** Keys a person chose instead of an action's own; an empty list means none. */
export type KeyChoices = Readonly<Record<string, readonly Chord[]>>;

export const keysOf = ({ id, keys }: KeyAction, choices: KeyChoices): readonly Chord[] => choices[id] ?? keys;

/** The chord a press would be kept as, or null for a modifier alone. With Mod it goes by what is printed. */
export function chordOf(press: KeyPress): Chord | null {
  if (/^(Control|Shift|Alt|Meta|Dead|Process)/.test(press.key)) return null;
  return chordsOf(press)[press.mod && press.key.length === 1 ? 1 : 0] ?? null;
}

function chordsOf({ code, key, shift, alt, mod }: KeyPress): [Chord, Chord] {
  const held = `${mod ? "Mod+" : ""}${alt ? "Alt+" : ""}${shift ? "Shift+" : ""}`;
  // A printed sign that needs Shift (the plus of most keyboards) is named without it.
  const sign = key.length === 1 && key.toLowerCase() === key.toUpperCase();
  const printed = sign ? held.replace("Shift+", "") : held;
  return [`${held}${code}`, `${printed}${key.length === 1 ? key.toLowerCase() : key}`];
}

/** Single keys (with Shift or without) are those that can be turned off. */
const isSingle = (chord: Chord): boolean => !/^(Mod|Alt)\+/.test(chord);

/** What a press means. Alt alone is a hold and never part of a shortcut, except where an action names it. */
export function commandFor(press: KeyPress, singleKeys: boolean, choices: KeyChoices = {}): Command | null {
  const chords = chordsOf(press);
  for (const action of actions)
    for (const chord of keysOf(action, choices))
      if (chords.includes(chord) && (singleKeys || !isSingle(chord))) return action.command;
  return null;
}

/** Who has a chord already: the label of another action, or of what it is kept for; null when it is free. */
export function takenBy(
  chord: Chord,
  id: string,
  choices: KeyChoices,
): { label: string; action: string | null } | null {
  const kept = reserved[chord];
  const own = keyActions.find((action) => action.id === id)?.keys.includes(chord);
  if (kept && !own) return { label: kept, action: null };
  const other = keyActions.find((action) => action.id !== id && keysOf(action, choices).includes(chord));
  return other ? { label: other.label, action: other.id } : null;
}

const NAMES: Record<string, string> = {
  BracketLeft: "[",
  BracketRight: "]",
  Backslash: "\\",
  Semicolon: ";",
  Quote: "'",
  Comma: ",",
  Period: ".",
  Slash: "/",
  Backquote: "`",
  Minus: "-",
  Equal: "=",
};

/** "Shift+KeyU" → "Shift+U", as keys are shown in tips. */
export const chordWords = (chord: Chord): string =>
  chord
    .split(/(?<=\w)\+/)
    .map((part) => NAMES[part] ?? part.replace(/^(Key|Digit)(?=.$)/, "").replace(/^[a-z]$/, (c) => c.toUpperCase()))
    .join("+");

/** 1 to 2000 px; 80 → 70 → 61 → 70. */
export function nextSize(size: number, direction: 1 | -1): number {
  const next = Math.round(direction > 0 ? size * 1.15 : size / 1.15);
  return Math.max(1, Math.min(2000, next === size ? size + direction : next));
}
