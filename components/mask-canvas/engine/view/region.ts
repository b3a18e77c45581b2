/** A rectangle of whole pixels, half open: x1 and y1 are the first that lie outside. */
export type Region = { x0: number; y0: number; x1: number; y1: number };
