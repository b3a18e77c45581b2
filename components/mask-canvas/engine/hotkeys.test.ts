import { expect, test } from "vitest";
import { commandFor, type KeyPress, nextSize } from "./hotkeys";

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
