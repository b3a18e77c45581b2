"use client";

import type { KeyboardEvent } from "react";
import { mediaUrl } from "@/components/media/url";
import { useStatuses } from "@/components/statuses/statuses";
import { StatusPill } from "@/components/ui/status-pill";
import { useModal } from "@/components/ui/use-modal";
import type { BoardItem } from "./board-item";
import { versionName } from "./version-words";

interface QuickLookProps {
  frame: BoardItem | undefined;
  onClose: () => void;
  onStep: (by: number) => void;
  onApprove: () => void;
}

/** The picture as large as the window; Space or Escape closes, arrows go on, Y approves. */
export function QuickLook({ frame, onClose, onStep, onApprove }: QuickLookProps) {
  const { look } = useStatuses();
  const modal = useModal(frame !== undefined, (open) => !open && onClose());
  const onKeyDown = (event: KeyboardEvent) => {
    const acts: Record<string, () => void> = {
      " ": onClose,
      ArrowRight: () => onStep(1),
      ArrowDown: () => onStep(1),
      ArrowLeft: () => onStep(-1),
      ArrowUp: () => onStep(-1),
      y: onApprove,
    };
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <dialog
      {...modal}
      onKeyDown={onKeyDown}
      aria-label={frame ? `Quick look at ${frame.name}` : "Quick look"}
      className="m-auto max-h-none max-w-none bg-transparent text-white outline-none"
    >
      {frame && (
        <button
          type="button"
          onClick={onClose}
          aria-label="Close the quick look"
          className="grid cursor-zoom-out gap-3 outline-none"
        >
          {frame.picture ? (
            <img
              key={frame.picture.id}
              src={mediaUrl(frame.picture.id, 1024)}
              alt={frame.name}
              width={frame.picture.width}
              height={frame.picture.height}
              className="max-h-[calc(100dvh-120px)] w-auto max-w-[calc(100vw-32px)] rounded-picture object-contain"
              style={{
                backgroundColor: frame.picture.colour,
                width: `min(calc(100vw - 32px), calc((100dvh - 120px) * ${frame.picture.width / frame.picture.height}))`,
                height: "auto",
              }}
            />
          ) : (
            <span className="grid aspect-video w-[min(720px,calc(100vw-32px))] place-items-center rounded-picture bg-black text-lg">
              No picture yet
            </span>
          )}
          <span className="flex items-center justify-center gap-3" data-theme="dark">
            <span className="code">{frame.name}</span>
            {frame.number !== null && <span className="code">{versionName(frame.number)}</span>}
            <StatusPill {...look(frame.status)} className="bg-black/60" />
          </span>
        </button>
      )}
    </dialog>
  );
}
