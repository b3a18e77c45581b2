"use client";

import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { layOut, moveIn } from "@/components/media/grid-layout";
import { scrollerOf } from "@/components/media/scroller-of";
import { useCalm } from "@/components/media/use-calm";
import { sheetsFrom, useSheets } from "@/components/media/use-sheets";
import { indices, useWindow } from "@/components/media/use-window";
import { isArrow } from "./picture-keys";
import { TrayCell, type TrayCellProps } from "./tray-cell";
import { type PackageImage, sameList, useOfAll, useStore } from "./use-package-store";

/** Up to so many candidates are all mounted; of more, those near the window. */
const allMountedUpTo = 100;
/** Cells drawn before the tray was measured: more than its first screen. */
const unmeasured = 40;
const gap = 6;
/** A sheet holds a picture 134 px wide or more: cells larger than this load their own file once the scroll rests. */
const sharpUpTo = 128;

interface TrayGridProps extends Pick<TrayCellProps, "of" | "heroId" | "editable" | "onLook"> {
  ids: readonly string[];
  /** Smallest width of a cell in px. */
  least: number;
}

/** The candidates in rows of squares; hundreds of them scroll as few do. */
export function TrayGrid(props: TrayGridProps) {
  return props.ids.length > allMountedUpTo ? <WindowCells {...props} /> : <AllCells {...props} />;
}

const flowing = (least: number) => ({
  gap,
  gridTemplateColumns: `repeat(auto-fill, minmax(min(100%, ${least}px), 1fr))`,
});

function AllCells({ ids, least, ...shared }: TrayGridProps) {
  const list = useRef<HTMLDivElement>(null);
  useTrayList(list, ids);
  return (
    <div ref={list} className="grid" style={flowing(least)}>
      {ids.map((id, at) => (
        <TrayCell key={id} {...{ id, at, ...shared }} sizes={`${Math.ceil(least * 1.2)}px`} />
      ))}
    </div>
  );
}

/** Rows near the window, drawn from contact sheets; the picture in hand always. */
function WindowCells({ ids, least, ...shared }: TrayGridProps) {
  const list = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLElement>(null);
  const { width, lead } = useMeasure(list, frame);
  const { columns, rows, cell } = layOut({ count: ids.length, width, least, gap, ratio: 1, caption: 0 });
  const row = cell + gap;
  const { first, end, scrollTo } = useWindow(frame, {
    ...{ count: rows, startOf: (line: number) => lead + line * row, overscan: 3, assumed: 600 },
  });
  const sheetOf = useTraySheets(ids, first * columns, end * columns);
  const calm = useCalm(frame, true);
  const reveal = useTrayList(list, ids, (at) => scrollTo(Math.floor(at / columns)));
  const held = useHeld(ids, first * columns, end * columns);

  const onKeyDown = (event: KeyboardEvent) => {
    const id = event.target instanceof HTMLElement ? event.target.dataset.picture : undefined;
    const at = id === undefined ? -1 : ids.indexOf(id);
    const line = Math.floor(at / columns);
    if (!isArrow(event.key) || event.shiftKey || at < 0 || (line >= first && line < end)) return;
    // Scrolled away from the picture in hand: its neighbours are not mounted.
    const to = ids[moveIn(event.key, at, { count: ids.length, columns, page: 1 }) ?? at];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    reveal(to);
  };

  if (width === 0)
    return (
      <div ref={list} className="grid" style={flowing(least)}>
        {ids.slice(0, unmeasured).map((id, at) => (
          <TrayCell key={id} {...{ id, at, ...shared }} sizes={`${Math.ceil(least * 1.2)}px`} />
        ))}
      </div>
    );
  const sharp = cell * window.devicePixelRatio <= sharpUpTo;
  const shown = indices(first * columns, Math.min(ids.length, end * columns));
  if (held >= 0) shown.push(held);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows of the pictures inside bubble up to here
    <div ref={list} onKeyDown={onKeyDown} className="relative" style={{ height: rows * row - gap }}>
      {shown.map((at) => {
        const id = ids[at];
        if (id === undefined) return null;
        const sheet = sheetOf(id);
        return (
          <TrayCell
            key={id}
            {...{ id, at, sheet, ...shared, width: cell }}
            x={(at % columns) * row}
            y={Math.floor(at / columns) * row}
            sizes={`${Math.ceil(cell)}px`}
            paused={sheet ? sharp || !calm : !calm}
          />
        );
      })}
    </div>
  );
}

/** The place of the picture in hand while it is scrolled out of `[from, to)`, else -1: walking inside draws no tray. */
function useHeld(ids: readonly string[], from: number, to: number): number {
  const store = useStore();
  const read = () => {
    const focus = store.focus();
    const at = focus === null ? -1 : ids.indexOf(focus);
    return at >= from && at < to ? -1 : at;
  };
  return useSyncExternalStore((listener) => store.subscribe("focus", listener), read, read);
}

/** Tells the store what the tray lists; `scroll` brings a candidate's row into view. Answers how to focus a candidate. */
function useTrayList(list: RefObject<HTMLDivElement | null>, ids: readonly string[], scroll?: (at: number) => void) {
  const store = useStore();
  const wanted = useRef<string>(undefined);
  const scrolling = useRef(scroll);
  const [, draw] = useState(0);
  const cellOf = useCallback(
    (id: string) => list.current?.querySelector<HTMLElement>(`[data-picture="${id}"]`),
    [list],
  );
  const reveal = useCallback(
    (id: string) => {
      scrolling.current?.(ids.indexOf(id));
      const cell = cellOf(id);
      if (cell) return cell.focus({ preventScroll: scrolling.current !== undefined });
      // It is mounted with the next drawing.
      wanted.current = id;
      draw((n) => n + 1);
    },
    [ids, cellOf],
  );
  useLayoutEffect(() => {
    scrolling.current = scroll;
  });
  useLayoutEffect(() => store.listTray({ ids, reveal }), [store, ids, reveal]);
  useEffect(() => {
    const cell = wanted.current === undefined ? null : cellOf(wanted.current);
    if (!cell) return;
    wanted.current = undefined;
    cell.focus({ preventScroll: true });
  });
  return reveal;
}

const mediaOf = (images: readonly PackageImage[]) => images.map(({ picture }) => picture.id);
const idsOf = (images: readonly PackageImage[]) => images.map(({ id }) => id);
const none: readonly string[] = [];

/**
 * Sheets of all pictures of the package in their order, wherever they stand: a verdict under a filter moves the cells of
 * the tray, and must not ask for other sheets.
 */
function useTraySheets(ids: readonly string[], from: number, to: number) {
  const media = useOfAll(mediaOf, sameList);
  const order = useOfAll(idsOf, sameList);
  const places = useMemo(() => new Map(order.map((id, at) => [id, at])), [order]);
  const seen = ids.slice(from, to).flatMap((id) => places.get(id) ?? []);
  const active = media.length > sheetsFrom && seen.length > 0;
  const sheetAt = useSheets(active ? media : none, Math.min(...seen), Math.max(...seen) + 1);
  return (id: string) => (active ? sheetAt(places.get(id) ?? -1) : undefined);
}

/** Inner width, and px from the scroller's start to the list; 0 before it was measured. */
function useMeasure(list: RefObject<HTMLDivElement | null>, frame: RefObject<HTMLElement | null>) {
  const [measure, setMeasure] = useState({ width: 0, lead: 0 });
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const scroller = scrollerOf(element);
    frame.current = scroller;
    const look = () => {
      const { width, top } = (list.current ?? element).getBoundingClientRect();
      const lead = Math.round(top - scroller.getBoundingClientRect().top + scroller.scrollTop);
      setMeasure((was) => (was.width === width && was.lead === lead ? was : { width, lead }));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(scroller);
    // What stands above the tray may grow.
    if (scroller.firstElementChild) observer.observe(scroller.firstElementChild);
    return () => observer.disconnect();
  }, [list, frame]);
  return measure;
}
