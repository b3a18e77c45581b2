"use client";

import { Archive, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import type { Status } from "@/contract/statuses";
import { useStatusItems } from "./status-menu";

interface SelectionBarProps {
  count: number;
  onStatus: (status: Status) => void;
  onArchive: () => void;
  onClear: () => void;
}

/** What can be done with the selected shots; floats over the foot of the table, so that no row moves. */
export function SelectionBar({ count, onStatus, onArchive, onClear }: SelectionBarProps) {
  const items = useStatusItems(onStatus);
  if (count === 0) return null;
  return (
    <div
      role="toolbar"
      aria-label="Selected shots"
      className="appear absolute bottom-4 left-1/2 z-10 flex -translate-x-1/2 items-center gap-1 rounded-panel bg-raised p-1 pl-3 shadow-float"
    >
      <span className="num mr-2 whitespace-nowrap text-sm">{count} selected</span>
      {items.length > 0 && (
        <>
          <Menu
            label="Status of the selected shots"
            items={items}
            side="top"
            trigger={(attributes) => (
              <Button {...attributes} variant="quiet">
                Set status
              </Button>
            )}
          />
          <Button variant="quiet" icon={<Archive />} onClick={onArchive}>
            Archive
          </Button>
        </>
      )}
      <IconButton label="Clear the selection" keys="Esc" icon={<X />} onClick={onClear} />
    </div>
  );
}
