"use client";

import { useEffect, useRef, useState } from "react";
import { Kbd } from "@/components/ui/kbd";
import { placeElement } from "@/components/ui/place";

interface Shown {
  label: string;
  keys: string | undefined;
  anchor: Element;
}

/** Shows the hint of any element that carries `tip(...)`, on hover or keyboard focus. `first` has just been pointed at. Loaded by `Tips`. */
export function TipLayer({ first }: { first: Element }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const ref = useRef<HTMLDivElement>(null);

  const begun = useRef(first);
  useEffect(() => watchHints(setShown, begun.current), []);
  useEffect(() => {
    const layer = ref.current;
    if (!layer) return;
    if (!shown) return layer.hidePopover();
    // Shown again so that it lies above a dialog opened since.
    layer.hidePopover();
    layer.showPopover();
    const side =
      shown.anchor.closest("[data-tip-side]")?.getAttribute("data-tip-side") === "right" ? "right" : "bottom";
    placeElement(layer, shown.anchor.getBoundingClientRect(), { side, align: "center" });
  }, [shown]);

  return (
    <div
      ref={ref}
      popover="manual"
      role="tooltip"
      className="appear pointer-events-none fixed inset-auto m-0 max-w-72 items-center gap-2 rounded-control bg-raised px-2 py-1 text-text text-xs shadow-float open:flex"
    >
      {shown && (
        <>
          {shown.label !== "" && <span>{shown.label}</span>}
          {shown.keys !== undefined && <Kbd keys={shown.keys} />}
        </>
      )}
    </div>
  );
}

/** After 400 ms of hover, or at once on keyboard focus; Escape, a press or leaving takes it away. */
function watchHints(show: (shown: Shown | null) => void, first: Element): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let anchor: Element | null = null;
  const close = () => {
    clearTimeout(timer);
    anchor = null;
    show(null);
  };
  const open = (target: EventTarget | null, delay: number) => {
    const next = target instanceof Element ? target.closest("[data-tip]") : null;
    if (next === anchor) return;
    close();
    if (!next) return;
    anchor = next;
    timer = setTimeout(() => {
      if (!next.isConnected) return;
      show({
        label: next.getAttribute("data-tip") ?? "",
        keys: next.getAttribute("data-keys") ?? undefined,
        anchor: next,
      });
    }, delay);
  };
  if (first.matches(":focus-visible")) open(first, 0);
  else if (first.matches(":hover")) open(first, 400);
  const control = new AbortController();
  const options = { signal: control.signal, passive: true };
  document.addEventListener(
    "pointerover",
    (event) => event.pointerType !== "touch" && open(event.target, 400),
    options,
  );
  document.addEventListener(
    "focusin",
    (event) => {
      if (event.target instanceof Element && event.target.matches(":focus-visible")) open(event.target, 0);
    },
    options,
  );
  document.addEventListener("focusout", close, options);
  document.addEventListener("pointerdown", close, options);
  document.addEventListener("scroll", close, { ...options, capture: true });
  document.addEventListener("keydown", (event) => event.key === "Escape" && close(), options);
  return () => {
    clearTimeout(timer);
    control.abort();
  };
}
