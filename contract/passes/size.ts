/** Width and height in pixels. */
export type Size = { width: number; height: number };

/** What a node is willing to hold in memory: 50 megapixels in, 100 out. */
export const pixelLimits = { input: 50_000_000, output: 100_000_000 } as const;

/** A hole larger than `warn` of the picture is filled with a warning, larger than `refuse` not at all (shares, 0–1). */
export const holeLimits = { warn: 0.03, refuse: 0.1 } as const;

/** Faces below this side, in pixels, hold too little to work on. */
export const smallFace = 64;

const toMultiple = (value: number, multiple: number) => Math.max(multiple, Math.round(value / multiple) * multiple);

/** Shrinks so that the longer side is at most `cap`, both sides a multiple of `multiple`: 3000×1500 → 1440×720. Never enlarges past it. */
export const capLongestSide = (size: Size, cap: number, multiple = 8): Size => {
  const scale = Math.min(1, cap / Math.max(size.width, size.height));
  const most = Math.floor(cap / multiple) * multiple;
  const side = (value: number) => Math.min(most, toMultiple(value * scale, multiple));
  return { width: side(size.width), height: side(size.height) };
};

/** The size whose longer side is `longest` at the same ratio: 1000×800, 720 → 720×576. A smaller picture stays unless `enlarge`. */
export const fitLongestSide = (size: Size, longest: number, enlarge = true): Size => {
  const scale = longest / Math.max(size.width, size.height);
  if (scale > 1 && !enlarge) return { width: size.width, height: size.height };
  return {
    width: Math.max(1, Math.round(size.width * scale)),
    height: Math.max(1, Math.round(size.height * scale)),
  };
};

/** Both sides times a whole factor, exactly. */
export const enlargedSize = (size: Size, factor: number): Size => ({
  width: size.width * factor,
  height: size.height * factor,
});

/** How much larger a shot must be rendered for a face of `side` px to reach `smallFace`; null when it is large enough. */
export const renderLarger = (side: number, size: Size): (Size & { factor: number }) | null => {
  if (side >= smallFace || side <= 0) return null;
  const factor = smallFace / side;
  return { factor, width: Math.ceil(size.width * factor), height: Math.ceil(size.height * factor) };
};
