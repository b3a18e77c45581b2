"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { type Place, type Rows, scrollFor, windowRange } from "./window-range";

interface WindowOptions extends Rows {
  /** Items kept mounted beyond what shows, on each side. */
  overscan: number;
  /** What the server takes the visible length for, in px. */
  assumed: number;
  horizontal?: boolean;
  /** Px before the list in its scroller: padding, or a heading that sticks to the top. */
  lead?: number;
}

/** Which items of a long list to mount in the scroller `frame`, `[first, end)`, and how to bring another one into it. */
export function useWindow(frame: RefObject<HTMLElement | null>, options: WindowOptions) {
  const [place, setPlace] = useState<Place & { measured?: true }>({ at: 0, span: options.assumed });
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const look = useCallback(() => {
    const element = frame.current;
    if (!element) return;
    setPlace((before) => {
      const now = { ...placeOf(element, latest.current.horizontal), measured: true as const };
      if (!before.measured) return now;
      const [was, is] = [before, now].map((one) => windowRange(latest.current, one, latest.current.overscan).join());
      return was === is ? before : now;
    });
  }, [frame]);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [frame, look]);
  const scrollTo = useCallback(
    (index: number) => {
      const element = frame.current;
      if (!element) return;
      const { horizontal = false, lead = 0 } = latest.current;
      const to = scrollFor(latest.current, index, placeOf(element, horizontal), lead);
      if (to === undefined) return;
      element.scrollTo(horizontal ? { left: to } : { top: to });
      // The scroll event comes a frame later; who asked may want to focus the item before.
      look();
    },
    [frame, look],
  );
  // The server draws what shows and no more: the rest is mounted once somebody could scroll.
  const [first, end] = windowRange(options, place, place.measured ? options.overscan : 0);
  return { first, end, scrollTo };
}

const placeOf = (element: HTMLElement, horizontal = false): Place =>
  horizontal
    ? { at: element.scrollLeft, span: element.clientWidth }
    : { at: element.scrollTop, span: element.clientHeight };

/** The numbers from `first` up to `end`. */
export const indices = (first: number, end: number): number[] =>
  Array.from({ length: Math.max(0, end - first) }, (_, n) => first + n);
