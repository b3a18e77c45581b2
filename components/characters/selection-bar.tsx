"use client";

import { Archive, CircleDot, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";

interface SelectionBarProps {
  count: number;
  editable: boolean;
  onStatus: () => void;
  onArchive: () => void;
  onClear: () => void;
}

/** What may be done with those chosen; floats over the foot so that nothing moves. */
export function SelectionBar({ count, editable, onStatus, onArchive, onClear }: SelectionBarProps) {
  return (
    <section
      aria-label="Selected characters"
      className="fixed bottom-4 left-1/2 z-10 flex -translate-x-1/2 items-center gap-2 rounded-panel bg-raised py-2 pr-2 pl-3 shadow-float max-sm:bottom-16"
    >
      <span className="num whitespace-nowrap" aria-live="polite">
        {count} selected
      </span>
      {editable && (
        <>
          <Button size="sm" icon={<CircleDot />} keys="s" onClick={onStatus}>
            Status
          </Button>
          <Button size="sm" icon={<Archive />} keys="Del" onClick={onArchive}>
            Archive
          </Button>
        </>
      )}
      <IconButton label="Select none" keys="Esc" icon={<X />} onClick={onClear} />
    </section>
  );
}
