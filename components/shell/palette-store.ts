"use client";

import type { ReactNode } from "react";

export interface PaletteItem {
  id: string;
  label: string;
  /** Heading it stands under: "Shots". */
  group: string;
  /** Second line or code at the right. */
  hint?: string;
  icon?: ReactNode;
  keys?: string;
  /** Words that also find it. */
  keywords?: readonly string[];
  /** Either a place … */
  href?: string;
  /** … or an act. */
  run?: () => void;
}

/** Opens the palette from anywhere in the browser. */
export function openPalette(): void {
  document.dispatchEvent(new Event("backlot:palette"));
}
