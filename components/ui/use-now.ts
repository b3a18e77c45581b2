"use client";
import { useCallback, useSyncExternalStore } from "react";

/** The clock in milliseconds, moving every `stepMs`. Server and first render use the same rounding. */
export function useNow(stepMs: number): number {
  const watch = useCallback(
    (tell: () => void) => {
      const timer = setInterval(tell, stepMs);
      return () => clearInterval(timer);
    },
    [stepMs],
  );
  const read = () => Math.floor(Date.now() / stepMs) * stepMs;
  return useSyncExternalStore(watch, read, read);
}
