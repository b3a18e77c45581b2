import { mediaUrl } from "@/components/media/url";
import { cx } from "@/components/ui/cx";
import { type ClipFacts, cellOf } from "@/contract/profile/clip";

interface FrameThumbProps {
  sheets: readonly string[];
  facts: Pick<ClipFacts, "sheet" | "width" | "height">;
  frame: number;
  className?: string;
}

/** A frame as a small picture: its cell of the sheet, shown by the browser without drawing. */
export function FrameThumb({ sheets, facts: { sheet: layout, width, height }, frame, className }: FrameThumbProps) {
  const { sheet, x, y } = cellOf(layout, frame);
  const { columns, rows, cellWidth, cellHeight } = layout;
  // Percent of what is left over: the last column of a background stands at 100 %.
  const place = (at: number, count: number) => (count > 1 ? (100 * at) / (count - 1) : 0);
  const id = sheets[sheet];
  return (
    <span
      aria-hidden
      className={cx("block bg-well bg-no-repeat", className)}
      style={{
        aspectRatio: width / height,
        backgroundImage: id === undefined ? undefined : `url(${mediaUrl(id, "original")})`,
        backgroundSize: `${100 * columns}% ${100 * rows}%`,
        backgroundPosition: `${place(x / cellWidth, columns)}% ${place(y / cellHeight, rows)}%`,
      }}
    />
  );
}
