import type { FaceReading } from "./face";

/** What was measured on a package picture. Advice stands beside it; nothing here blocks. */
export type ImageChecks = {
  width: number;
  height: number;
  /** Variance of the Laplacian on luma at a longest side of 720 px, so that sizes compare. */
  sharpness: number;
  /** 0–1: how even the border is; 1 is a plain backdrop. */
  plainBackground: number;
  /** The largest face, when a node could tell. */
  face?: FaceReading;
  /** Room around the head as a share of its height; short room is flagged (B62). Only with a face. */
  padding?: { top: number; left: number; right: number };
};
