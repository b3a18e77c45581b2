import type { KeyChoices } from "./hotkeys";

/** How a pen's pressure becomes size: not at all, or p to the power of a half, one or two. */
export type PenFeel = "off" | "soft" | "even" | "firm";
/** What a person set for the canvas in this browser. */
export type CanvasSettings = { keys: KeyChoices; wheel: "pan" | "zoom"; pen: PenFeel };

export const defaultSettings: CanvasSettings = { keys: {}, wheel: "pan", pen: "even" };

const STORE = "backlot-canvas";
const FAINTEST = 0.05;
let known: { text: string | null; settings: CanvasSettings } | null = null;
const listeners = new Set<() => void>();

/** The same object until something changes, so it suits useSyncExternalStore. */
export function canvasSettings(): CanvasSettings {
  let text: string | null = null;
  try {
    text = localStorage.getItem(STORE);
  } catch {
    // Storage refused (private window): what was chosen since the page opened still holds.
    return known?.settings ?? defaultSettings;
  }
  if (known?.text !== text) known = { text, settings: parsed(text) };
  return known?.settings ?? defaultSettings;
}

export function changeCanvasSettings(change: Partial<CanvasSettings>): void {
  const settings = { ...canvasSettings(), ...change };
  const text = JSON.stringify(settings);
  known = { text, settings };
  try {
    localStorage.setItem(STORE, text);
  } catch {
    // As above.
  }
  for (const listener of listeners) listener();
}

export function onCanvasSettings(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whatever is in the store, read as settings: what does not fit is left at its default. */
export function parsed(text: string | null): CanvasSettings {
  const found = fromJson(text);
  const { wheel, pen } = found;
  return {
    keys: choicesOf(found.keys),
    wheel: wheel === "zoom" ? "zoom" : "pan",
    pen: pen === "off" || pen === "soft" || pen === "firm" ? pen : "even",
  };
}

function fromJson(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function choicesOf(value: unknown): KeyChoices {
  if (typeof value !== "object" || value === null) return {};
  const entries = Object.entries(value).filter(
    (entry): entry is [string, string[]] => Array.isArray(entry[1]) && entry[1].every((key) => typeof key === "string"),
  );
  return Object.fromEntries(entries);
}

/** Pressure 0-1 to the byte a stroke keeps; replay needs no curve and no power. */
export function forceOf(pressure: number, feel: PenFeel): number {
  if (feel === "off") return 255;
  const p = Math.max(0, Math.min(1, pressure));
  const felt = feel === "soft" ? Math.sqrt(p) : feel === "firm" ? p * p : p;
  return Math.round(255 * Math.max(FAINTEST, felt));
}
