"use client";

import { usePathname } from "next/navigation";
import type { MouseEvent } from "react";
import { type CharacterTab, characterTabIds } from "./tab-names";

/**
 * Which tab the address names, and the way to another: `base` is the character's address. A plain press changes the
 * address without asking the server, since the page holds all tabs; a press with a modifier stays the browser's.
 */
export function useTab(base: string) {
  const path = usePathname();
  const tab = characterTabIds.find((id) => path === `${base}/${id}`) ?? "bible";
  const hrefOf = (id: CharacterTab) => `${base}/${id}`;
  const go = (id: CharacterTab) => window.history.pushState(null, "", hrefOf(id));
  const onClick = (id: CharacterTab) => (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (id !== tab) go(id);
  };
  return { tab, hrefOf, go, onClick };
}
