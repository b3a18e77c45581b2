"use client";

import { mediaUrl } from "@/components/media/url";
import type { SheetCell } from "@/components/media/use-sheets";
import { cx } from "@/components/ui/cx";
import { sheetCrop } from "@/contract/media-sheet";

export interface ThumbMedia {
  id: string;
  /** Pixels of the original, already upright. */
  width: number;
  height: number;
  /** Average colour, "#rrggbb": shown until the picture is there. */
  colour?: string | undefined;
}

export interface ThumbProps {
  /** Left out or null: an empty box of the same size. */
  media?: ThumbMedia | null | undefined;
  /** Empty where the text beside it says the same. */
  alt: string;
  /** Width divided by height of the box; the picture's own by default. */
  ratio?: number;
  fit?: "cover" | "contain";
  /** CSS `sizes`: the box's width, so that the browser chooses 256 or 1024. */
  sizes?: string;
  /** Above the fold: loads at once. */
  eager?: boolean;
  /** Colour only, e.g. during a fast scroll. */
  paused?: boolean;
  /** Its place in a contact sheet, shown until its own file is there. Only for `fit` "cover". */
  sheet?: SheetCell | undefined;
  /** Transparent pictures show a checkerboard. */
  alpha?: boolean;
  className?: string | undefined;
}

/** A picture in a box whose size is known before it loads. */
export function Thumb({
  media,
  alt,
  ratio,
  fit = "cover",
  sizes = "256px",
  eager,
  paused,
  sheet,
  alpha,
  className,
}: ThumbProps) {
  const aspectRatio = ratio ?? (media ? media.width / media.height : 1);
  return (
    <span
      className={cx("relative block overflow-hidden rounded-picture", alpha ? "checker" : "bg-well", className)}
      style={{
        aspectRatio,
        ...(media?.colour !== undefined && !alpha ? { backgroundColor: media.colour } : {}),
        ...(media && sheet && fit === "cover" ? fromSheet(sheet, media, aspectRatio) : {}),
      }}
    >
      {media && !paused && (
        <img
          ref={dropUnfinished}
          src={mediaUrl(media.id, 256)}
          srcSet={ladder(media)}
          sizes={sizes}
          alt={alt}
          width={media.width}
          height={media.height}
          loading={eager ? "eager" : "lazy"}
          decoding="async"
          draggable={false}
          className={cx("absolute inset-0 size-full", fit === "cover" ? "object-cover" : "object-contain")}
        />
      )}
    </span>
  );
}

const percent = ([x, y]: readonly [number, number]) => `${x.toFixed(4)}% ${y.toFixed(4)}%`;
const fromSheet = ({ url, at, rows }: SheetCell, media: ThumbMedia, ratio: number) => {
  const { size, position } = sheetCrop(at, media, ratio, rows);
  return { backgroundImage: `url(${url})`, backgroundSize: percent(size), backgroundPosition: percent(position) };
};

/** `srcset` over 256 and 1024 (longest sides); a small original stands in for the rungs above it. */
export function ladder({ id, width, height }: ThumbMedia): string {
  const longest = Math.max(width, height);
  const rung = (size: 256 | 1024) => `${mediaUrl(id, size)} ${Math.max(1, Math.round((width * size) / longest))}w`;
  if (longest <= 256) return `${mediaUrl(id, 256)} ${width}w`;
  return longest <= 1024 ? `${rung(256)}, ${mediaUrl(id, 1024)} ${width}w` : `${rung(256)}, ${rung(1024)}`;
}

// A removed <img> keeps its request and one of the browser's six connections. One stable function: an inline one would
// run on every render and blank the picture. Asked a moment later, because strict mode takes refs off what stays.
function dropUnfinished(image: HTMLImageElement | null): () => void {
  return () => {
    queueMicrotask(() => {
      if (!image || image.complete || image.isConnected) return;
      image.removeAttribute("srcset");
      image.removeAttribute("src");
    });
  };
}
