"use client";

import Link from "next/link";
import { Thumb } from "@/components/media/thumb";
import { timeOf } from "@/contract/script/frame-time";
import { CastChips } from "./shot-row";
import { StatusMenu } from "./status-menu";
import type { Shot, useShotEdits } from "./use-shot-edits";

interface ShotCardProps {
  shot: Shot;
  href: string;
  fps: number;
  edits: ReturnType<typeof useShotEdits>;
}

/** A shot on a phone: the picture and the words open it, the pill sets its status. */
export function ShotCard({ shot, href, fps, edits }: ShotCardProps) {
  return (
    <div className="flex h-full gap-3 border-b bg-surface px-4 py-3">
      <Link href={href} tabIndex={-1} aria-hidden className="shrink-0">
        <Thumb media={shot.picture} alt="" ratio={16 / 9} sizes="128px" className="w-32" />
      </Link>
      <div className="grid min-w-0 flex-1 content-between">
        <Link href={href} className="grid min-w-0 gap-0.5">
          <span className="flex items-baseline justify-between gap-2">
            <span className="code truncate">{shot.code}</span>
            <span className="num shrink-0 text-muted text-xs">{timeOf(shot.durationFrames, fps)}</span>
          </span>
          <span className="truncate text-sm">
            {shot.description || <span className="text-muted">No description</span>}
          </span>
        </Link>
        <div className="flex min-w-0 items-center justify-between gap-2">
          <StatusMenu status={shot.status} of={shot.code} onChange={(status) => void edits.setStatus([shot], status)} />
          <span className="flex min-w-0 gap-1 overflow-hidden">
            {shot.cast.length > 0 && <CastChips cast={shot.cast} />}
          </span>
        </div>
      </div>
    </div>
  );
}
