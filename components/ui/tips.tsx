"use client";

import { lazy, Suspense, useEffect, useState } from "react";

const TipLayer = lazy(() => import("@/components/ui/tip-layer").then((file) => ({ default: file.TipLayer })));

/** Mounted once in the shell. Loads the hints with the first element that has one and is pointed at or focused. */
export function Tips() {
  const [first, setFirst] = useState<Element>();
  useEffect(() => {
    const control = new AbortController();
    const look = (event: Event) => {
      if (event instanceof PointerEvent && event.pointerType === "touch") return;
      const { target } = event;
      const element = target instanceof Element ? target.closest("[data-tip]") : null;
      if (!element) return;
      setFirst(element);
      control.abort();
    };
    const options = { signal: control.signal, passive: true };
    document.addEventListener("pointerover", look, options);
    document.addEventListener("focusin", look, options);
    return () => control.abort();
  }, []);
  return (
    first && (
      <Suspense fallback={null}>
        <TipLayer first={first} />
      </Suspense>
    )
  );
}
