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
