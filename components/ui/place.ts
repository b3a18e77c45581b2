export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Placement {
  side: "bottom" | "top" | "right";
  align: "start" | "center" | "end";
}

const gap = 4;
const margin = 8;

/** Top-left corner, in CSS px, for a `width`×`height` float near `anchor`: flips if it does not fit, then keeps inside. */
export function place(
  anchor: Box,
  size: { width: number; height: number },
  view: { width: number; height: number },
  { side, align }: Placement,
): { left: number; top: number } {
  const along = (start: number, end: number, length: number) =>
    align === "start" ? start : align === "end" ? end - length : (start + end - length) / 2;
  let left: number;
  let top: number;
  if (side === "right") {
    const fits = anchor.right + gap + size.width + margin <= view.width;
    left = fits ? anchor.right + gap : anchor.left - gap - size.width;
    top = along(anchor.top, anchor.bottom, size.height);
  } else {
    const below = view.height - anchor.bottom - gap - margin;
    const above = anchor.top - gap - margin;
    const up = side === "top" ? size.height <= above || above > below : size.height > below && above > below;
    top = up ? anchor.top - gap - size.height : anchor.bottom + gap;
    left = along(anchor.left, anchor.right, size.width);
  }
  return {
    left: Math.max(margin, Math.min(left, view.width - size.width - margin)),
    top: Math.max(margin, Math.min(top, view.height - size.height - margin)),
  };
}

/** Moves a shown popover beside `anchor`. */
export function placeElement(element: HTMLElement, anchor: Box, placement: Placement): void {
  const { left, top } = place(
    anchor,
    { width: element.offsetWidth, height: element.offsetHeight },
    { width: document.documentElement.clientWidth, height: document.documentElement.clientHeight },
    placement,
  );
  element.style.left = `${Math.round(left)}px`;
  element.style.top = `${Math.round(top)}px`;
}
