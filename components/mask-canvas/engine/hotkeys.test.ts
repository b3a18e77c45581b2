import { expect, test } from "vitest";
import { parseChord } from "@/components/shell/shortcut-match";
import {
  actions,
  chordOf,
  chordWords,
  commandFor,
  type KeyPress,
  keyActions,
  keysOf,
  nextSize,
  takenBy,
} from "./hotkeys";

const press = (code: string, more: Partial<KeyPress> = {}): KeyPress => ({
  code,
  key: code.replace("Key", "").toLowerCase(),
  shift: false,
  alt: false,
  mod: false,
  ...more,
});

test("tool letters go by their place, whatever they print", () => {
  expect(commandFor(press("KeyB", { key: "и" }), true)).toEqual({ type: "tool", tool: "brush" });
  expect(commandFor(press("KeyU", { shift: true }), true)).toEqual({ type: "tool", tool: "ellipse" });
  expect(commandFor(press("BracketLeft", { key: "ü", shift: true }), true)).toEqual({
    type: "hardness",
    direction: -1,
  });
});

test("undo and redo go by what is printed, so a German Z is found", () => {
  expect(commandFor(press("KeyY", { key: "z", mod: true }), true)).toEqual({ type: "undo" });
  expect(commandFor(press("KeyY", { key: "Z", mod: true, shift: true }), true)).toEqual({ type: "redo" });
});

test("the browser's own keys and Alt combinations stay theirs", () => {
  for (const key of ["w", "t", "n", "l", "r"])
    expect(commandFor(press(`Key${key.toUpperCase()}`, { mod: true }), true)).toBeNull();
  expect(commandFor(press("KeyB", { alt: true }), true)).toBeNull();
});

test("single keys can be turned off; combinations stay", () => {
  expect(commandFor(press("KeyB"), false)).toBeNull();
  expect(commandFor(press("KeyZ", { mod: true }), false)).toEqual({ type: "undo" });
});

test("brush sizes step by 15 percent between 1 and 2000 and never stick", () => {
  expect([nextSize(80, -1), nextSize(70, -1), nextSize(61, 1)]).toEqual([70, 61, 70]);
  expect([nextSize(1, 1), nextSize(1, -1), nextSize(2000, 1)]).toEqual([2, 1, 2000]);
});

test("no two actions share a key, and none takes a key that means something else on the canvas", () => {
  for (const action of keyActions)
    for (const chord of action.keys) {
      expect(takenBy(chord, action.id, {}), `${action.label} ${chord}`).toBeNull();
      expect(() => parseChord(chordWords(chord))).not.toThrow();
    }
  expect(new Set(keyActions.map(({ id }) => id)).size).toBe(keyActions.length);
});

test("a chosen key replaces the old one; an empty choice leaves none", () => {
  const choices = { brush: ["KeyP"], swap: [] };
  expect(commandFor(press("KeyP"), true, choices)).toEqual({ type: "tool", tool: "brush" });
  expect(commandFor(press("KeyB"), true, choices)).toBeNull();
  expect(commandFor(press("KeyX"), true, choices)).toBeNull();
  expect(commandFor(press("KeyE"), true, choices)).toEqual({ type: "tool", tool: "eraser" });
});

test("a key that is taken says by what: another action, the results, the browser", () => {
  expect(takenBy("KeyE", "brush", {})).toEqual({ label: "Eraser", action: "eraser" });
  expect(takenBy("KeyE", "brush", { eraser: ["KeyP"] })).toBeNull();
  expect(takenBy("KeyY", "brush", {})).toEqual({ label: "Compare in another way", action: "compareNext" });
  expect(takenBy("KeyY", "brush", { compareNext: ["KeyP"] })).toBeNull();
  expect(takenBy("KeyB", "accept", {})).toEqual({ label: "Brush", action: "brush" });
  expect(takenBy("Mod+w", "brush", {})?.action).toBeNull();
});

test("a key that paints or closes outlines stays with its result act, and goes to nobody else when that moves", () => {
  const choices = { accept: ["KeyA"], reject: ["KeyD"], resultNext: ["KeyN"] };
  for (const [chord, id] of [
    ["Enter", "accept"],
    ["Backspace", "reject"],
    ["ArrowRight", "resultNext"],
  ] as const) {
    expect(takenBy(chord, "brush", choices)?.action, chord).toBeNull();
    expect(takenBy(chord, id, choices), chord).toBeNull();
  }
});

test("a press is kept by place, with Mod by what it prints, and shown as people write it", () => {
  expect(chordOf(press("KeyU", { key: "U", shift: true }))).toBe("Shift+KeyU");
  expect(chordOf(press("KeyY", { key: "z", mod: true }))).toBe("Mod+z");
  expect(chordOf(press("ShiftLeft", { key: "Shift", shift: true }))).toBeNull();
  expect(["Shift+KeyU", "Mod+Shift+z", "Alt+BracketLeft", "Mod++", "Mod+0", "Delete"].map(chordWords)).toEqual([
    "Shift+U",
    "Mod+Shift+Z",
    "Alt+[",
    "Mod++",
    "Mod+0",
    "Delete",
  ]);
  const layer = actions.find(({ id }) => id === "layerBelow");
  expect(layer && keysOf(layer, {})).toEqual(["Alt+BracketLeft"]);
  expect(commandFor(press("BracketLeft", { key: "[", alt: true }), false)).toEqual({ type: "layer", direction: -1 });
});

test("signs that need Shift on some keyboards zoom all the same", () => {
  expect(commandFor(press("Equal", { key: "+", mod: true, shift: true }), true)).toMatchObject({ direction: 1 });
  expect(commandFor(press("Minus", { key: "-", mod: true }), true)).toEqual({ type: "zoomStep", direction: -1 });
});
