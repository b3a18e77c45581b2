"use client";

import { memo, useState } from "react";
import type { SheetCell } from "@/components/media/use-sheets";
import { PictureCell } from "./picture-cell";

export interface TrayCellProps {
  id: string;
  /** Its place among the candidates that show, from 0. */
  at: number;
  /** The character's name. */
  of: string;
  heroId: string | null;
  editable: boolean;
  sizes: string;
  /** Px from the corner of the tray, and its width; without them it stands where the grid puts it. */
  x?: number;
  y?: number;
  width?: number;
  sheet?: SheetCell | undefined;
  /** Scrolled past, or well enough drawn from its sheet: its own file waits. */
  paused?: boolean;
  onLook: (id: string) => void;
}

/** A candidate. A picture that stood once stays. */
export const TrayCell = memo(function TrayCell({ at, of, x, y, width, paused = false, ...rest }: TrayCellProps) {
  const [live, setLive] = useState(!paused);
  if (!paused && !live) setLive(true);
  const placed = width !== undefined;
  return (
    <div
      className={placed ? "absolute top-0 left-0 contain-layout" : "min-w-0"}
      style={placed ? { width, transform: `translate(${x}px, ${y}px)` } : undefined}
    >
      <PictureCell {...rest} label={`Candidate ${at + 1} of ${of}`} ratio={1} first={at === 0} paused={!live} />
    </div>
  );
});
