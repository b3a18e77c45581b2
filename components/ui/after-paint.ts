"use client";

import { useEffect, useRef, useState } from "react";

/** Does something once what a key changed is on the screen. Answers how to call it off. */
export function afterPaint(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(work);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

/** Keys that follow one another this closely, in ms, are a walk. */
const walking = 160;

/**
 * A value one frame late: a key paints the cells it touches first, the panels beside them in the next frame. While keys
 * follow one another closely the panels wait for the hand to rest.
 */
export function useAfterPaint<T>(value: T): T {
  const [shown, setShown] = useState(value);
  const changed = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const now = performance.now();
    const walks = now - changed.current < walking;
    changed.current = now;
    if (!walks) return afterPaint(() => setShown(value));
    const timer = setTimeout(() => setShown(value), walking);
    return () => clearTimeout(timer);
  }, [value]);
  return shown;
}
