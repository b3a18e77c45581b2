"use client";

import {
  type KeyboardEvent,
  memo,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { CardGridProps } from "@/components/media/card-grid-props";
import { moveIn } from "@/components/media/grid-layout";
import { scrollerOf } from "@/components/media/scroller-of";
import { useCalm } from "@/components/media/use-calm";
import { type SheetCell, useSheets } from "@/components/media/use-sheets";
import { indices, useWindow } from "@/components/media/use-window";

const gaps = { x: 16, y: 24 };
/** Before a card was measured: a portrait and its lines. */
const assumedRow = 420;

interface Measure {
  columns: number;
  row: number;
  /** Px from the scroller's start to the list. */
  lead: number;
}

/** Thousands of cards as a grid of the page: rows of one height, those near the window mounted, the one with focus always. */
export function WindowCards<Item extends { id: string }>(
  props: CardGridProps<Item> & { mediaOf: (item: Item) => string | undefined },
) {
  const { label, items, children, mediaOf, ref } = props;
  const list = useRef<HTMLUListElement>(null);
  const frame = useRef<HTMLElement>(null);
  const [place, setPlace] = useState(0);
  const { columns, row, lead } = useMeasure(list, frame, props);
  const rows = Math.ceil(items.length / columns);
  const at = Math.min(place, Math.max(0, items.length - 1));
  const { first, end, scrollTo } = useWindow(frame, {
    ...{ count: rows, startOf: (index: number) => lead + index * row },
    ...{ overscan: 2, assumed: 900 },
  });
  const mediaIds = useMemo(() => items.map((item) => mediaOf(item) ?? ""), [items, mediaOf]);
  const sheetOf = useSheets(mediaIds, first * columns, end * columns);
  const calm = useCalm(frame, true);
  // A picture that stood once stays: only what comes by in a fling waits.
  const live = useRef<ReadonlySet<string>>(new Set());
  const held = Math.floor(at / columns);
  const shown = indices(first, end);
  if (held < first || held >= end) shown.push(held);
  useEffect(() => {
    if (calm) live.current = new Set(items.slice(first * columns, end * columns).map(({ id }) => id));
  }, [calm, items, first, end, columns]);
  const wanted = useRef<number | undefined>(undefined);
  const cardAt = (index: number) =>
    list.current?.querySelector<HTMLElement>(`[data-index="${index}"] [data-card], [data-index="${index}"][data-card]`);
  useImperativeHandle(ref, () => ({ focus: () => cardAt(at)?.focus() }));
  useEffect(() => {
    if (wanted.current === undefined) return;
    const card = cardAt(wanted.current);
    wanted.current = undefined;
    card?.focus({ preventScroll: true });
  });
  const indexOf = (target: EventTarget) =>
    target instanceof HTMLElement ? Number(target.closest<HTMLElement>("[data-index]")?.dataset.index ?? -1) : -1;
  const onKeyDown = (event: KeyboardEvent) => {
    const from = indexOf(event.target);
    if (from < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? row) / row));
    const to = moveIn(event.key, from, { count: items.length, columns, page });
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    wanted.current = to;
    setPlace(to);
    scrollTo(Math.floor(to / columns));
  };
  return (
    <ul
      ref={list}
      aria-label={label}
      onKeyDown={onKeyDown}
      onFocus={({ target }) => {
        const index = indexOf(target);
        if (index >= 0) setPlace(index);
      }}
      className="relative"
      style={{ height: rows * row - gaps.y }}
    >
      {shown.flatMap((line) =>
        items.slice(line * columns, (line + 1) * columns).map((item, column) => {
          const index = line * columns + column;
          return (
            <Slot
              key={item.id}
              {...{ item, index, columns, row, draw: children }}
              of={items.length}
              current={index === at}
              sheet={sheetOf(index)}
              paused={!calm && !live.current.has(item.id)}
            />
          );
        }),
      )}
    </ul>
  );
}

interface SlotProps<Item extends { id: string }> {
  item: Item;
  index: number;
  columns: number;
  /** Px from one row to the next. */
  row: number;
  of: number;
  /** Reached by Tab. */
  current: boolean;
  sheet: SheetCell | undefined;
  paused: boolean;
  draw: CardGridProps<Item>["children"];
}

/** One card in its place: drawn again only when something of its own changed, or a fling would draw every card each row. */
function CardSlot<Item extends { id: string }>(props: SlotProps<Item>) {
  const { item, index, columns, row, of, current, sheet, paused, draw } = props;
  const focus = { "data-card": true as const, tabIndex: current ? 0 : -1 };
  return (
    <li
      data-index={index}
      aria-setsize={of}
      aria-posinset={index + 1}
      className="absolute top-0 min-w-0 contain-layout"
      style={{
        width: `calc((100% - ${gaps.x * (columns - 1)}px) / ${columns})`,
        left: `calc((100% + ${gaps.x}px) / ${columns} * ${index % columns})`,
        transform: `translateY(${Math.floor(index / columns) * row}px)`,
      }}
    >
      {draw(item, focus, index, { sheet, paused })}
    </li>
  );
}
const Slot = memo(CardSlot) as typeof CardSlot;

/** Columns as the short grid lays them out, the height of the tallest card that shows, and where the list begins. */
function useMeasure<Item extends { id: string }>(
  list: { current: HTMLUListElement | null },
  frame: { current: HTMLElement | null },
  { least = "208px", pair }: CardGridProps<Item>,
): Measure {
  const [measure, setMeasure] = useState<Measure>({ columns: 4, row: assumedRow, lead: 0 });
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const scroller = scrollerOf(element);
    frame.current = scroller;
    const look = () => {
      const { width, top } = element.getBoundingClientRect();
      const columns = Math.max(pair ? 2 : 1, Math.floor((width + gaps.x) / (Number.parseFloat(least) + gaps.x)));
      const tallest = Math.max(0, ...[...element.children].map((card) => card.getBoundingClientRect().height));
      const lead = Math.round(top - scroller.getBoundingClientRect().top + scroller.scrollTop);
      const row = tallest > 0 ? Math.ceil(tallest) + gaps.y : assumedRow;
      setMeasure((was) =>
        was.columns === columns && was.row === row && was.lead === lead ? was : { columns, row, lead },
      );
    };
    look();
    // Once more with the columns that were found: cards of another width are of another height.
    const again = requestAnimationFrame(look);
    const observer = new ResizeObserver(look);
    observer.observe(scroller);
    return () => {
      cancelAnimationFrame(again);
      observer.disconnect();
    };
  }, [list, frame, least, pair]);
  return measure;
}
