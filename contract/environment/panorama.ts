/** How well an equirectangular picture closes (A25). 0 is perfect; what counts as flagged stands beside the measure. */
export type PanoramaScores = { seam: number; poleTop: number; poleBottom: number };
