/** A face as a node's detector saw it. Lengths in pixels of the upright picture, angles in degrees. */
export type FaceReading = {
  box: { x: number; y: number; width: number; height: number };
  /** 0–1; below 0.65 the detector is unsure. */
  trust: number;
  /** Yaw positive when the face looks to the picture's right, pitch positive when it looks up, roll clockwise. */
  yaw: number;
  pitch: number;
  roll: number;
  /** Set when a face-embedding model was there. Unit length. */
  embedding?: number[];
};

/** That a node looked for faces in a picture, and what it can say of it. */
export type ReadingFacts = {
  /** Faces it is sure of. */
  faces: number;
  /** Shapes that may be faces: shown, never used unasked. */
  unsure: number;
  detector: string;
  /** The sha256 of the embedding model, or null without one. Only embeddings of one model may be compared. */
  model: string | null;
  /** Why the picture could not be read at all. */
  error?: string;
};

/** What a node gives for each picture of the pass `read-faces`, in the order of its inputs. */
export type PictureFaces = { width: number; height: number; faces: FaceReading[] } | { error: string };
export type FacesFacts = { detector: string; model: string | null; pictures: PictureFaces[] };

/** From here on a box counts as a face: false boxes on drawn faces scored 0.52 and 0.59. */
export const sureFace = 0.65;

/** Whether the detector is sure that this is a face. */
export const isSure = ({ trust }: Pick<FaceReading, "trust">): boolean => trust >= sureFace;
