/** The parts of a keyboard event that matter here; plain, so that matching is tested without a browser. */
export interface Press {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

export interface Chord {
  key: string;
  mod: boolean;
  shift: boolean;
  alt: boolean;
}

const brackets: Record<string, string> = { "[": "BracketLeft", "]": "BracketRight", "\\": "Backslash" };
const named =
  /^(Arrow(Left|Right|Up|Down)|Enter|Escape|Esc|Space|Backspace|Delete|Home|End|PageUp|PageDown|Insert|Pause|ContextMenu|Numpad\w+|Intl\w+|F\d+)$/;

/** Reads "Mod+Shift+K", "g", "?", "+" or "Mod++". Throws where a part is no key. */
export function parseChord(text: string): Chord {
  const parts = text === "+" ? ["+"] : text.endsWith("++") ? [...text.slice(0, -2).split("+"), "+"] : text.split("+");
  const key = parts.pop() ?? "";
  for (const part of parts)
    if (!["Mod", "Shift", "Alt"].includes(part))
      throw new Error(`Shortcut "${text}": "${part}" is not Mod, Shift or Alt`);
  if (key.length !== 1 && !named.test(key)) throw new Error(`Shortcut "${text}": "${key}" is not a key`);
  return { key, mod: parts.includes("Mod"), shift: parts.includes("Shift"), alt: parts.includes("Alt") };
}

/**
 * Whether `press` is `chord`. Brackets go by place on the keyboard, letters by what is printed on the key; with
 * `physical` (tools under the left hand) or a keyboard without Latin letters, letters go by place too.
 * Other symbols go by the character, whatever Shift it took to type.
 */
export function matchesChord(
  chord: Chord,
  press: Press,
  { mac, physical }: { mac: boolean; physical: boolean },
): boolean {
  const mod = mac ? press.metaKey : press.ctrlKey;
  const foreign = mac ? press.ctrlKey : press.metaKey;
  if (mod !== chord.mod || foreign || press.altKey !== chord.alt) return false;
  const letter = /^[a-z]$/i.test(chord.key);
  const bracket = brackets[chord.key];
  if (!letter && !bracket && /^[^\d\s]$/.test(chord.key)) return press.key === chord.key;
  if (press.shiftKey !== chord.shift) return false;
  if (bracket) return press.code === bracket;
  if (letter) {
    const latin = /^[a-z]$/i.test(press.key);
    if (physical || !latin) return press.code === `Key${chord.key.toUpperCase()}`;
    return press.key.toLowerCase() === chord.key.toLowerCase();
  }
  if (/^\d$/.test(chord.key)) return press.code === `Digit${chord.key}` || press.code === `Numpad${chord.key}`;
  if (chord.key === "Space") return press.code === "Space";
  if (/^(Numpad|Intl)./.test(chord.key)) return press.code === chord.key;
  return press.key === (chord.key === "Esc" ? "Escape" : chord.key);
}

/** Whether `parseChord` can read it. */
export function isChord(text: string): boolean {
  try {
    parseChord(text);
    return true;
  } catch {
    return false;
  }
}

/** A key of its own, without Mod or Alt: what WCAG 2.1.4 lets a person turn off. */
export function isSingleKey(keys: string): boolean {
  const first = parseChord(keys.split(" ")[0] ?? "");
  return !first.mod && !first.alt && first.key.length === 1;
}
