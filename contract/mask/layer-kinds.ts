// Without zod, which browsers have no other use for here.

/**
 * What a mask is to its version. `inpaint`: white = repaint, one a version. `region`: whose part of the picture this is.
 * `protected`: never repainted. `picture`: another picture seen through this mask. `adjustment`: what lies below, in other
 * colours where it is painted.
 */
export const layerKinds = ["inpaint", "region", "protected", "picture", "adjustment"] as const;

/** How a picture layer meets what lies below it. */
export const blendModes = ["normal", "multiply", "screen", "overlay", "lighten", "darken"] as const;

/** Told apart by brightness and hue by people who see red and green alike; one after another, then round again. */
export const layerColours = [
  "#e0503c",
  "#3c8fe0",
  "#e0b13c",
  "#7a5ad6",
  "#2fa88a",
  "#d65a9f",
  "#8fb83c",
  "#b0714a",
] as const;

/** At most this many layers a version. */
export const MAX_LAYERS = 64;
