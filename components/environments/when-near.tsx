"use client";

import { type ReactNode, Suspense, useEffect, useRef, useState } from "react";

interface WhenNearProps {
  /** Pixels kept free until then, about what the content takes. */
  height: number;
  children: ReactNode;
}

/** What lies further down: its code is fetched when a person comes near it, its place is kept until then. */
export function WhenNear({ height, children }: WhenNearProps) {
  const box = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    const at = box.current;
    if (!at || near) return;
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && setNear(true), {
      rootMargin: "200px",
    });
    watcher.observe(at);
    return () => watcher.disconnect();
  }, [near]);
  return (
    <div ref={box} data-near={near} style={near ? undefined : { minHeight: height }}>
      {near && <Suspense fallback={<div style={{ height }} />}>{children}</Suspense>}
    </div>
  );
}
