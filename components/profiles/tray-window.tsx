"use client";

import {
  type KeyboardEvent,
  type RefObject,
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
import { TrayCell } from "./tray-cell";
import { FirstCells, type TrayGridProps } from "./tray-first";
import { gap, useTrayList } from "./tray-list";
import { type PackageImage, sameList, useOfAll, useStore } from "./use-package-store";

/** A sheet holds a picture 134 px wide or more: cells larger than this load their own file once the scroll rests. */
const sharpUpTo = 128;

/** Rows near the window, drawn from contact sheets; the picture in hand always. */
export function WindowCells(props: TrayGridProps) {
  const { ids, least, ...shared } = props;
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
  const store = useStore();
  const stands = width > 0;
  // These cells took the place of the first ones: the keyboard stays on the picture it was on.
  useLayoutEffect(() => {
    const focus = stands && document.activeElement === document.body ? store.focus() : null;
    if (focus !== null) list.current?.querySelector<HTMLElement>(`[data-picture="${focus}"]`)?.focus();
  }, [stands, store]);

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

  if (width === 0) return <FirstCells ref={list} {...props} />;
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
