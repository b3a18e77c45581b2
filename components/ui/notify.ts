"use client";

export interface Notice {
  title: string;
  description?: string;
  tone?: "plain" | "danger";
  /** The way back. Pressed within 8 s, it runs once. */
  undo?: () => void;
  /** Another act, e.g. "Open". */
  action?: { label: string; run: () => void };
  /** The same id replaces the earlier notice instead of stacking. */
  id?: string;
}

type Show = (notice: Notice) => void;
let waiting: Notice[] = [];
let show: Show | undefined;

/** Shows a toast. Callable from anywhere in the browser; notices sent before `Toasts` has loaded wait for it. */
export function notify(notice: Notice): void {
  if (show) show(notice);
  else waiting.push(notice);
  document.dispatchEvent(new Event("backlot:notice"));
}

/** For `Toasts` only. */
export function deliverNoticesTo(target: Show | undefined): void {
  show = target;
  if (!target) return;
  const held = waiting;
  waiting = [];
  for (const notice of held) target(notice);
}
