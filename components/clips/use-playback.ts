"use client";

import { useCallback, useEffect, useRef, useState } from "react";

/** Shuttles through frames at the clip's own rate: 1 plays, −1 plays back, ±2 and ±4 are faster, 0 stands. Stops at the ends. */
export function usePlayback(fps: number, frames: number, frame: number, onFrame: (frame: number) => void) {
  const [speed, setSpeed] = useState(0);
  const latest = useRef({ frame, onFrame });
  useEffect(() => {
    latest.current = { frame, onFrame };
  });
  useEffect(() => {
    if (speed === 0) return;
    const start = { at: performance.now(), frame: latest.current.frame };
    let asked = 0;
    const tick = (now: number) => {
      const to = start.frame + Math.trunc(((now - start.at) / 1000) * fps * speed);
      const inside = Math.min(frames - 1, Math.max(0, to));
      if (inside !== latest.current.frame) latest.current.onFrame(inside);
      if (inside !== to) return setSpeed(0);
      asked = requestAnimationFrame(tick);
    };
    asked = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(asked);
  }, [speed, fps, frames]);
  /** J and L: once plays that way, again doubles. */
  const shuttle = useCallback(
    (way: 1 | -1) => setSpeed((now) => (Math.sign(now) === way ? Math.max(-4, Math.min(4, now * 2)) : way)),
    [],
  );
  const stop = useCallback(() => setSpeed(0), []);
  return { speed, shuttle, stop };
}
