"use client";

import { type RefObject, useEffect, useState } from "react";

const gate = 4;
const settle = 80;

/** True while the element scrolls faster than 4 px/ms, and until 80 ms after. */
export function useFastScroll(frame: RefObject<HTMLElement | null>): boolean {
  const [fast, setFast] = useState(false);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let place = element.scrollTop;
    let time = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onScroll = (event: Event) => {
      // One jump (a click in the scroll bar, End) is no fling: only continuous movement counts.
      const passed = event.timeStamp - time;
      const speed = passed < 60 ? Math.abs(element.scrollTop - place) / Math.max(passed, 1) : 0;
      place = element.scrollTop;
      time = event.timeStamp;
      if (speed <= gate) return;
      setFast(true);
      clearTimeout(timer);
      timer = setTimeout(() => setFast(false), settle);
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener("scroll", onScroll);
    };
  }, [frame]);
  return fast;
}
