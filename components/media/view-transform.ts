/** Where a picture lies in its window: scale (1 = one picture pixel per CSS pixel) and the corner's place in CSS px. */
export interface ViewTransform {
  scale: number;
  x: number;
  y: number;
}

export interface Extent {
  width: number;
  height: number;
}

export const scaleLimits = { min: 0.02, max: 32 } as const;

/** The whole picture, centred, never enlarged beyond 100 %. */
export function fitView(image: Extent, view: Extent, margin = 0): ViewTransform {
  const scale = Math.min(
    1,
    Math.max(
      scaleLimits.min,
      Math.min((view.width - 2 * margin) / image.width, (view.height - 2 * margin) / image.height),
    ),
  );
  return { scale, x: (view.width - image.width * scale) / 2, y: (view.height - image.height * scale) / 2 };
}

/** Changes the scale while the picture's point under (`x`, `y`) stays where it is. */
export function zoomAt(from: ViewTransform, scale: number, x: number, y: number): ViewTransform {
  const next = Math.min(scaleLimits.max, Math.max(scaleLimits.min, scale));
  const ratio = next / from.scale;
  return { scale: next, x: x - (x - from.x) * ratio, y: y - (y - from.y) * ratio };
}

/** Keeps at least 48 px of the picture inside the window. */
export function keepInside(at: ViewTransform, image: Extent, view: Extent): ViewTransform {
  const hold = (place: number, size: number, room: number) => {
    const edge = Math.min(48, size, room);
    return Math.min(room - edge, Math.max(edge - size, place));
  };
  return {
    scale: at.scale,
    x: hold(at.x, image.width * at.scale, view.width),
    y: hold(at.y, image.height * at.scale, view.height),
  };
}
