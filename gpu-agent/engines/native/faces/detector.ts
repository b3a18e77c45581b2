import { sureFace } from "../../../../contract/profile/face";
import type { FaceTurn } from "../../../geometry/face-turn";
import type { Rgb } from "../../../geometry/pixels";

/** What a provider sees in one look: box centre and side in pixels of that look, clockwise tilt in degrees, scores 0–1. */
export type Look = {
  x: number;
  y: number;
  side: number;
  roll: number;
  score: number;
  boxScore: number;
  mesh: { x: number; y: number }[];
  /** Where the face looks in its own upright frame, from the mesh with its depth. */
  turn: FaceTurn;
};

/** Looks once at one upright-ish RGB picture. Search, tiles, turns and verification are ours (`search.ts`). */
export type FaceDetector = { look(image: Rgb): Promise<Look[]> };

/** Below this a box is shown as unsure and not worked on unasked: false boxes on drawn faces scored .52 and .59. */
export const sureTrust = sureFace;
