"use client";

import { useState } from "react";
import { steady } from "./steady";

const nothing: ReadonlySet<string> = new Set();

/** Items under a filter that stay in place when their status moves on: what was shown leaves with the next change of `key`. */
export function useSteady<Item extends { id: string }>(
  items: readonly Item[],
  key: string,
  matches: (item: Item) => boolean,
): Item[] {
  const [held, setHeld] = useState({ key, shown: nothing });
  const shown = held.key === key ? held.shown : nothing;
  const list = steady(items, shown, matches);
  // Set while rendering (React's way to derive from before): an effect would paint the jump first.
  if (held.key !== key || list.some((item) => !shown.has(item.id)))
    setHeld({ key, shown: new Set([...shown, ...list.map((item) => item.id)]) });
  return list;
}
