/** What a node read of a clip. Frames count from 0; the rate is rational. */
export type ClipFacts = {
  width: number;
  height: number;
  fpsNum: number;
  fpsDen: number;
  frames: number;
  seconds: number;
  hasAudio: boolean;
  codec: string;
  /** Variance of the Laplacian on luma, one number a frame. */
  sharpness: number[];
  /** Layout of the sheets: cells of this size, `columns` × `rows` on each. */
  sheet: { cellWidth: number; cellHeight: number; columns: number; rows: number };
};
