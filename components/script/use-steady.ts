"use client";

import { useRef, useState } from "react";
import { steady } from "./steady";

const nothing: ReadonlySet<string> = new Set();

/** Items under a filter that stay in place when their status moves on: what was shown leaves with the next change of `key`. */
export function useSteady<Item extends { id: string }>(
  items: readonly Item[],
  key: string,
  matches: (item: Item) => boolean,
): readonly Item[] {
  const [held, setHeld] = useState({ key, shown: nothing });
  const last = useRef<{ of: readonly Item[]; key: string; matches: unknown; list: readonly Item[] }>(undefined);
  const was = last.current;
  // What is shown draws this a second time: thousands are not judged again for it.
  if (was && was.of === items && was.key === key && was.matches === matches) return was.list;
  const shown = held.key === key ? held.shown : nothing;
  const list = steady(items, shown, matches);
  last.current = { of: items, key, matches, list };
  // Set while rendering (React's way to derive from before): an effect would paint the jump first.
  if (held.key !== key || list.some((item) => !shown.has(item.id)))
    setHeld({ key, shown: new Set([...shown, ...list.map((item) => item.id)]) });
  return list;
}
