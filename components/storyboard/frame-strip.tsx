"use client";

import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { Thumb } from "@/components/media/thumb";
import { useStatuses } from "@/components/statuses/statuses";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/icon-button";
import { StatusDot } from "@/components/ui/status-dot";
import type { FrameDetail } from "./version-words";

interface FrameStripProps {
  frames: readonly FrameDetail[];
  currentId: string | undefined;
  onChoose: (frame: FrameDetail) => void;
  /** Left out where the viewer may not. */
  onAdd?: () => void;
  /** What else can be done with the frames; at the end. */
  children?: ReactNode;
}

/** The frames of a shot, each with its picture, status and how many results wait for a decision. */
export function FrameStrip({ frames, currentId, onChoose, onAdd, children }: FrameStripProps) {
  const { look } = useStatuses();
  return (
    <nav
      aria-label="Frames"
      className="flex shrink-0 items-center gap-2 overflow-x-auto px-4 py-2 [scrollbar-width:none] sm:px-6"
    >
      {frames.map((frame) => {
        const staged = frame.versions.filter(({ state }) => state === "staged").length;
        const shown = frame.versions.find(({ id }) => id === frame.currentVersionId);
        return (
          <button
            key={frame.id}
            type="button"
            aria-current={frame.id === currentId ? "true" : undefined}
            onClick={() => onChoose(frame)}
            className={cx(
              "flex shrink-0 items-center gap-2 rounded-control border p-1 pr-2.5",
              frame.id === currentId ? "border-accent bg-selected" : "border-edge hover:border-control",
            )}
          >
            <Thumb media={shown?.picture} alt="" ratio={16 / 9} sizes="56px" className="w-14" />
            <span className="font-medium text-sm">{frame.label}</span>
            <StatusDot {...look(frame.status)} />
            {staged > 0 && (
              <span className="num rounded-full bg-accent-fill px-1.5 text-on-accent text-xs">{staged} new</span>
            )}
          </button>
        );
      })}
      {onAdd && <IconButton label="Add a frame" icon={<Plus />} onClick={onAdd} />}
      {children}
    </nav>
  );
}
