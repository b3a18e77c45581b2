"use client";

import { useEffect, useRef, useState } from "react";

/** True once the element has come near the window: from then on what it shows may be loaded. */
export function useInView<E extends HTMLElement>(margin = "0px") {
  const ref = useRef<E>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element || seen) return;
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && setSeen(true), {
      rootMargin: margin,
    });
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [seen, margin]);
  return { ref, seen };
}
