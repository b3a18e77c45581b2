"use client";

import { useEffect, useState } from "react";

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

/** A value one frame late: a key paints the cells it touches first, the panels beside them in the next frame. */
export function useAfterPaint<T>(value: T): T {
  const [shown, setShown] = useState(value);
  useEffect(() => (Object.is(shown, value) ? undefined : afterPaint(() => setShown(value))), [shown, value]);
  return shown;
}
