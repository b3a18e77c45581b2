"use client";

import { useSyncExternalStore } from "react";
import { actions, chordWords, keysOf } from "./engine/hotkeys";
import { type CanvasSettings, canvasSettings, defaultSettings, onCanvasSettings } from "./engine/settings";

/** What this person set for the canvas in this browser, kept current. */
export const useCanvasSettings = (): CanvasSettings =>
  useSyncExternalStore(onCanvasSettings, canvasSettings, () => defaultSettings);

/** The first key of an action as shown in a tip; undefined when it has none. */
export function keyWords({ keys }: CanvasSettings, id: string): string | undefined {
  const action = actions.find((one) => one.id === id);
  const chord = action && keysOf(action, keys)[0];
  return chord === undefined ? undefined : chordWords(chord);
}
