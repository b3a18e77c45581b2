"use client";

import { ArrowRight, Brush, Check, MessageSquare, Undo2 } from "lucide-react";
import { useStatuses } from "@/components/statuses/statuses";
import type { BoardItem } from "@/components/storyboard/board-item";
import { useCan } from "@/components/studio/viewer";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";

interface JudgeBarProps {
  frame: BoardItem;
  /** How many other frames need review. */
  left: number;
  onApprove: () => void;
  onRetake: () => void;
  onNext: () => void;
  onFix: () => void;
  onNotes: () => void;
}

/** The acts of a review under the picture; on a phone Approve and Retake are as wide as two thumbs. */
export function JudgeBar({ frame, left, onApprove, onRetake, onNext, onFix, onNotes }: JudgeBarProps) {
  const can = useCan();
  const judges = can("approve frames");
  const approved = useStatuses().set.of(frame.status).isDone;
  const big = "max-sm:h-12 max-sm:flex-1 max-sm:text-lg";
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-t bg-surface px-3 py-2 sm:px-4 max-sm:order-last">
      {can("paint masks") && (
        <Button
          variant="quiet"
          icon={<Brush />}
          onClick={onFix}
          className="max-md:hidden"
          {...(frame.versionId ? {} : { blocked: "There is no picture to fix yet." })}
        >
          Fix this <Hint keys="X" />
        </Button>
      )}
      <Button variant="quiet" icon={<MessageSquare />} keys="N" onClick={onNotes} className="xl:hidden">
        Notes{frame.notes > 0 ? ` ${frame.notes}` : ""}
      </Button>
      <Button
        variant="quiet"
        icon={<ArrowRight />}
        onClick={onNext}
        className="max-sm:ml-auto"
        {...(left === 0 ? { blocked: "No other frame needs review." } : {})}
      >
        {left === 0 ? "None left" : `Next of ${left}`} <Hint keys="U" />
      </Button>
      {judges && (
        <div className="ml-auto flex items-center gap-2 max-sm:basis-full">
          <Button icon={<Undo2 />} onClick={onRetake} className={big}>
            Retake <Hint keys="R" />
          </Button>
          <Button
            variant="primary"
            icon={<Check />}
            onClick={onApprove}
            className={big}
            {...(approved
              ? { blocked: "This frame is approved already." }
              : frame.versionId
                ? {}
                : { blocked: "There is no picture to approve yet." })}
          >
            {approved ? "Approved" : "Approve"} <Hint keys="Y" dark />
          </Button>
        </div>
      )}
    </div>
  );
}

function Hint({ keys, dark }: { keys: string; dark?: boolean }) {
  return (
    <span
      aria-hidden
      className={dark ? "ml-1 max-lg:hidden [&_kbd]:text-inherit [&_span]:border-current/40" : "ml-1 max-lg:hidden"}
    >
      <Kbd keys={keys} />
    </span>
  );
}
