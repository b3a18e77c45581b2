/** A point of a flicker curve: seconds from its start (it repeats from the last point), and brightness as a share of 1. */
export type FlickerPoint = { at: number; level: number };
