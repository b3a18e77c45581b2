"use client";

import { type KeyboardEvent, useLayoutEffect, useRef } from "react";
import { Composer } from "@/components/review/composer";
import { useJudge } from "@/components/review/use-judge";
import { useStatuses } from "@/components/statuses/statuses";
import { type Box, placeElement } from "@/components/ui/place";
import type { BoardItem } from "./board-item";

interface RetakeFloatProps {
  frame: BoardItem;
  /** The cell it belongs to. */
  anchor: Box;
  onClose: () => void;
}

/** A note to send a frame back, beside its cell: Mod+Enter posts, Escape leaves it. */
export function RetakeFloat({ frame, anchor, onClose }: RetakeFloatProps) {
  const box = useRef<HTMLDivElement>(null);
  const judge = useJudge();
  const retake = useStatuses().set.first("isRetake")?.code;
  useLayoutEffect(() => {
    if (box.current) placeElement(box.current, anchor, { side: "bottom", align: "start" });
  }, [anchor]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
  return (
    <div
      ref={box}
      role="dialog"
      aria-label={`Send ${frame.name} back`}
      onKeyDown={onKeyDown}
      className="appear fixed z-30 w-[min(380px,calc(100vw-16px))] rounded-panel bg-raised p-3 shadow-float"
    >
      <p className="mb-2 flex items-center justify-between gap-2">
        <span className="code">{frame.name}</span>
        <button
          type="button"
          onClick={onClose}
          className="rounded-control px-2 py-1 text-muted text-xs hover:bg-hover hover:text-text"
        >
          Leave it
        </button>
      </p>
      <Composer
        initial={retake ?? null}
        from={frame.status}
        autoFocus
        onPost={async ({ body, status, audience }) => {
          const posted = await judge({
            frame,
            status: status ?? retake ?? frame.status,
            body,
            audience,
            versionId: frame.versionId,
          });
          if (posted) onClose();
          return posted;
        }}
      />
    </div>
  );
}
