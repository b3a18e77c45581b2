"use client";

import { Search } from "lucide-react";
import { openPalette } from "@/components/shell/palette-store";
import { Kbd } from "@/components/ui/kbd";

export function SearchButton() {
  return (
    <button
      type="button"
      onClick={openPalette}
      aria-keyshortcuts="Control+K Meta+K"
      className="flex h-8 items-center gap-2 rounded-control text-muted hover:bg-hover hover:text-text max-md:w-8 max-md:justify-center md:border md:border-edge md:bg-well md:px-2.5 md:hover:border-control pointer-coarse:size-11 md:pointer-coarse:w-auto"
    >
      <Search aria-hidden className="size-4 stroke-[1.5]" />
      <span className="text-xs max-md:sr-only">Search</span>
      <span className="ml-4 max-md:hidden">
        <Kbd keys="Mod+K" />
      </span>
    </button>
  );
}
