"use client";

import { type RefObject, useEffect, useState } from "react";

const rest = 150;

/** False while the element scrolls by more than a few rows at a time, and until 150 ms after: a fling or a jump. */
export function useCalm(frame: RefObject<HTMLElement | null>, active: boolean): boolean {
  const [calm, setCalm] = useState(true);
  useEffect(() => {
    const element = frame.current;
    if (!element || !active) return;
    let place = element.scrollTop;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onScroll = () => {
      const moved = Math.abs(element.scrollTop - place);
      place = element.scrollTop;
      if (moved < 64 && timer === undefined) return;
      setCalm(false);
      clearTimeout(timer);
      timer = setTimeout(() => {
        timer = undefined;
        setCalm(true);
      }, rest);
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener("scroll", onScroll);
    };
  }, [frame, active]);
  return calm;
}
