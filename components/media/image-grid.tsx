"use client";

import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { GridCell } from "@/components/media/grid-cell";
import { type GridLayout, layOut } from "@/components/media/grid-layout";
import { Thumb, type ThumbMedia } from "@/components/media/thumb";
import { useCalm } from "@/components/media/use-calm";
import { useFastScroll } from "@/components/media/use-fast-scroll";
import { useGridKeys } from "@/components/media/use-grid-keys";
import { sheetsFrom, useSheets } from "@/components/media/use-sheets";
import { indices, useWindow } from "@/components/media/use-window";

export interface GridItem {
  id: string;
  /** Accessible name and, with `caption`, the line under the picture. */
  label: string;
  media: ThumbMedia | null;
}

export interface ImageGridProps<Item extends GridItem> {
  label: string;
  items: readonly Item[];
  /** Smallest cell width in px. */
  cell?: number;
  /** Width divided by height of the picture box. */
  ratio?: number;
  fit?: "cover" | "contain";
  /** True: the label below the picture. A number: so many px below it, where `overlay` draws the words that name the cell. */
  caption?: boolean | number;
  /** Id of the item the keyboard starts from; it is scrolled into view. */
  start?: string;
  /** The item the keyboard is on, when that changes. */
  onCurrent?: (item: Item) => void;
  selected?: ReadonlySet<string>;
  onSelect?: (selected: ReadonlySet<string>) => void;
  onOpen?: (item: Item) => void;
  /** Space. */
  onLook?: (item: Item) => void;
  /** Marks drawn over a picture: a pill, a badge. Keep it to one or two elements. */
  overlay?: (item: Item) => ReactNode;
}

const gap = 8;
const captionHeight = 24;
/** Cells drawn before the grid was measured: a screen of them. */
const unmeasured = 24;
const nothing: ReadonlySet<string> = new Set();

/**
 * Thousands of pictures: rows of fixed cells, only those near the window are mounted. Fills its parent's height.
 * Arrows, Home, End, Page keys move (Shift extends) · x selects · Mod+A all · Enter opens · Space looks · Esc clears.
 */
export function ImageGrid<Item extends GridItem>(props: ImageGridProps<Item>) {
  const { label, items, cell = 180, ratio = 1, fit = "cover", caption = false, selected = nothing } = props;
  const frame = useRef<HTMLDivElement>(null);
  const width = useInnerWidth(frame);
  const below = caption === true ? captionHeight : Number(caption);
  const layout = layOut({
    count: items.length,
    width,
    least: cell,
    gap,
    ratio,
    caption: below,
  });
  const { at, onKeyDown, onPress, onFocusCell, focusCell } = useGridKeys(props, frame, layout);
  const rows = useRows(frame, layout, at);
  const sheeted = items.length > sheetsFrom && fit === "cover";
  const mediaIds = useMemo(() => (sheeted ? items.map(({ media }) => media?.id ?? "") : []), [items, sheeted]);
  const sheetOf = useSheets(mediaIds, rows.first * layout.columns, rows.end * layout.columns);
  const fast = useFastScroll(frame);
  const calm = useCalm(frame, sheeted);
  useEffect(() => focusCell(rows.scrollTo), [focusCell, rows.scrollTo]);
  useStart(props, at, layout.columns, width > 0, rows.scrollTo);
  return (
    <div ref={frame} className="min-h-0 flex-1 overflow-y-auto p-4 sm:px-6">
      {width === 0 && !props.start && <FirstScreen {...props} below={below} />}
      {/* biome-ignore lint/a11y/useSemanticElements: rows of cells laid out by hand, with roving focus */}
      <div
        role="grid"
        aria-label={label}
        aria-multiselectable={props.onSelect !== undefined}
        aria-rowcount={layout.rows}
        aria-colcount={layout.columns}
        onKeyDown={onKeyDown}
        className="relative"
        style={{ height: width === 0 ? 0 : Math.max(0, layout.rows * layout.row - gap) }}
      >
        {width > 0 &&
          rows.shown.map((row) => (
            // biome-ignore lint/a11y/useSemanticElements: see the grid above
            // biome-ignore lint/a11y/useFocusableInteractive: the cells take focus, not the row
            <div
              key={row}
              role="row"
              aria-rowindex={row + 1}
              className="absolute inset-x-0 top-0 flex"
              style={{ gap, transform: `translateY(${row * layout.row}px)` }}
            >
              {items.slice(row * layout.columns, (row + 1) * layout.columns).map((item, column) => {
                const index = row * layout.columns + column;
                return (
                  <GridCell
                    key={item.id}
                    item={item}
                    index={index}
                    width={layout.cell}
                    ratio={ratio}
                    fit={fit}
                    caption={caption === true}
                    named={typeof caption === "number"}
                    paused={sheeted ? !calm : fast}
                    sheet={sheetOf(index)}
                    current={index === at}
                    selected={props.onSelect ? selected.has(item.id) : undefined}
                    overlay={props.overlay?.(item)}
                    onPress={onPress}
                    onFocusCell={onFocusCell}
                  />
                );
              })}
            </div>
          ))}
      </div>
    </div>
  );
}

/**
 * What the server draws: the first cells as pictures alone, put by CSS where the grid will put them. Without it the
 * pictures of a board would wait for the script.
 */
function FirstScreen<Item extends GridItem>(props: ImageGridProps<Item> & { below: number }) {
  const { items, cell = 180, ratio = 1, fit = "cover", below, overlay } = props;
  return (
    <div
      aria-hidden
      className="grid"
      style={{ gap, gridTemplateColumns: `repeat(auto-fill, minmax(min(100%, ${cell}px), 1fr))` }}
    >
      {items.slice(0, unmeasured).map((item) => (
        <div key={item.id} className="relative min-w-0">
          <Thumb media={item.media} alt="" ratio={ratio} fit={fit} sizes={`${cell}px`} eager />
          {typeof props.caption === "number" ? overlay?.(item) : <div style={{ height: below }} />}
        </div>
      ))}
    </div>
  );
}

function useStart<Item extends GridItem>(
  { items, start, onCurrent }: ImageGridProps<Item>,
  at: number,
  columns: number,
  measured: boolean,
  scrollToRow: (row: number) => void,
) {
  const begun = useRef(start === undefined);
  useEffect(() => {
    if (begun.current || !measured) return;
    begun.current = true;
    scrollToRow(Math.floor(at / columns));
  }, [measured, at, columns, scrollToRow]);
  const current = items[at];
  useEffect(() => {
    if (current) onCurrent?.(current);
  }, [current, onCurrent]);
}

/** The row with focus stays mounted while scrolled away, or the keyboard would lose its place. */
function useRows(frame: { current: HTMLDivElement | null }, { rows, row, columns }: GridLayout, at: number) {
  const held = Math.floor(at / columns);
  const startOf = (index: number) => index * row;
  const { first, end, scrollTo } = useWindow(frame, { count: rows, startOf, overscan: 2, assumed: 900, lead: 16 });
  const shown = indices(first, end);
  if (held < rows && held < first) shown.unshift(held);
  if (held < rows && held >= end) shown.push(held);
  return { shown, first, end, scrollTo };
}

function useInnerWidth(frame: { current: HTMLDivElement | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return width;
}
