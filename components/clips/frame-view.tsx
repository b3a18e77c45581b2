"use client";

import { useEffect, useRef } from "react";
import type { ClipFacts } from "@/contract/profile/clip";
import { cellOf } from "@/contract/profile/clip";
import { useSheets } from "./use-sheets";

interface FrameViewProps {
  sheets: readonly string[];
  facts: Pick<ClipFacts, "sheet" | "width" | "height">;
  frame: number;
  label: string;
}

/** The frame under the playhead, drawn from its sheet; the one before stays until it is there. */
export function FrameView({ sheets, facts: { sheet: layout, width, height }, frame, label }: FrameViewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { version, pictureOf } = useSheets(sheets, layout, frame);
  useEffect(() => {
    const { sheet, x, y } = cellOf(layout, frame);
    const picture = pictureOf(sheet);
    const context = canvas.current?.getContext("2d");
    if (!picture || !context) return;
    context.drawImage(
      picture,
      ...([x, y, layout.cellWidth, layout.cellHeight, 0, 0, layout.cellWidth, layout.cellHeight] as const),
    );
    if (canvas.current) canvas.current.dataset.frame = String(frame);
  }, [frame, layout, version]);
  return (
    <canvas
      ref={canvas}
      width={layout.cellWidth}
      height={layout.cellHeight}
      role="img"
      aria-label={label}
      className="block size-full bg-well"
      style={{ aspectRatio: width / height }}
    />
  );
}
