import { describe, expect, it } from "vitest";
import { isSingleKey, matchesChord, type Press, parseChord } from "@/components/shell/shortcut-match";

const other = { mac: false, physical: false };
const press = (key: string, code: string, held: Partial<Press> = {}): Press => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});
const matches = (chord: string, event: Press, how = other) => matchesChord(parseChord(chord), event, how);

describe("reading a shortcut", () => {
  it("takes modifiers, named keys and the plus sign itself", () => {
    expect(parseChord("Mod+Shift+Enter")).toEqual({ key: "Enter", mod: true, shift: true, alt: false });
    expect(parseChord("+")).toEqual({ key: "+", mod: false, shift: false, alt: false });
    expect(parseChord("Mod++")).toEqual({ key: "+", mod: true, shift: false, alt: false });
  });

  it("refuses a word that is no key and says which", () => {
    expect(() => parseChord("Mod+Banana")).toThrow('"Banana" is not a key');
    expect(() => parseChord("Hyper+K")).toThrow('"Hyper" is not Mod, Shift or Alt');
  });
});

describe("matching", () => {
  it("means Ctrl elsewhere and Cmd on a Mac, never both", () => {
    expect(matches("Mod+K", press("k", "KeyK", { ctrlKey: true }))).toBe(true);
    expect(matches("Mod+K", press("k", "KeyK", { metaKey: true }))).toBe(false);
    expect(matches("Mod+K", press("k", "KeyK", { metaKey: true }), { mac: true, physical: false })).toBe(true);
    expect(matches("Mod+K", press("k", "KeyK", { ctrlKey: true, metaKey: true }))).toBe(false);
  });

  it("tells Shift+D from D", () => {
    expect(matches("D", press("d", "KeyD"))).toBe(true);
    expect(matches("D", press("D", "KeyD", { shiftKey: true }))).toBe(false);
    expect(matches("Shift+D", press("D", "KeyD", { shiftKey: true }))).toBe(true);
  });

  it("reads a letter from its cap, so that AZERTY's A is A", () => {
    expect(matches("a", press("a", "KeyQ"))).toBe(true);
    expect(matches("q", press("a", "KeyQ"))).toBe(false);
  });

  it("reads a tool's letter from its place", () => {
    const tool = { mac: false, physical: true };
    expect(matches("q", press("a", "KeyQ"), tool)).toBe(true);
    expect(matches("a", press("a", "KeyQ"), tool)).toBe(false);
  });

  it("falls back to the place on a Cyrillic keyboard and for Alt letters on a Mac", () => {
    expect(matches("Mod+K", press("л", "KeyK", { ctrlKey: true }))).toBe(true);
    expect(matches("Alt+K", press("˚", "KeyK", { altKey: true }), { mac: true, physical: false })).toBe(true);
  });

  it("takes ? however it is typed, and brackets by place", () => {
    expect(matches("?", press("?", "Slash", { shiftKey: true }))).toBe(true);
    expect(matches("?", press("?", "Minus", { shiftKey: true }))).toBe(true);
    expect(matches("[", press("ü", "BracketLeft"))).toBe(true);
    expect(matches("Shift+[", press("{", "BracketLeft", { shiftKey: true }))).toBe(true);
    expect(matches("[", press("{", "BracketLeft", { shiftKey: true }))).toBe(false);
  });

  it("takes digits from both rows", () => {
    expect(matches("1", press("&", "Digit1"))).toBe(true);
    expect(matches("1", press("1", "Numpad1"))).toBe(true);
  });
});

it("knows which shortcuts are single keys", () => {
  expect(["x", "g t", "?", "Shift+D", "Mod+K", "Alt+1", "Escape", "ArrowLeft"].map(isSingleKey)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
