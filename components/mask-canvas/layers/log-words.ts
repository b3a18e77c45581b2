const words: Record<string, string> = {
  stroke: "Stroke",
  rect: "Rectangle",
  ellipse: "Ellipse",
  poly: "Outline",
  raster: "Picture brought in",
  invert: "Inverted",
  clear: "Cleared",
  fill: "Filled",
  bake: "Grown and feathered",
  undo: "Undo",
};

/** An op in a word or two; a kind this program does not know yet is shown as it is. */
export const opWords = (kind: string): string => words[kind] ?? kind;
