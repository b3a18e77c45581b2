import type { CSSProperties } from "react";
import { mediaUrl } from "@/components/media/url";

export interface CanvasPictureProps {
  picture: { id: string; width: number; height: number };
}

/** Air around a picture that fits, in CSS px: as much as the engine leaves. */
const margin = 24;

const fitted = (width: number, height: number): CSSProperties => ({
  width: `min(${width}px, 100cqw - ${2 * margin}px, (100cqh - ${2 * margin}px) * ${width / height})`,
  aspectRatio: `${width} / ${height}`,
});

/** The picture where the canvas will draw it, so that it is seen before the engine is here. */
export function CanvasPicture({ picture: { id, width, height } }: CanvasPictureProps) {
  return (
    <div className="pointer-events-none absolute inset-0 grid place-items-center [container-type:size]">
      <img
        src={mediaUrl(id, 1024)}
        alt=""
        width={width}
        height={height}
        decoding="sync"
        fetchPriority="high"
        style={fitted(width, height)}
      />
    </div>
  );
}
