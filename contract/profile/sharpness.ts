type Measured = { sharpness: readonly number[]; faceSharpness?: readonly (number | null)[] | undefined };

/** The measure of a frame's face where there is one, else of the whole picture. The two do not compare with each other. */
const onFaces = ({ sharpness, faceSharpness }: Measured) => {
  const face = (frame: number) => faceSharpness?.[frame] ?? null;
  const all = sharpness.map((_, frame) => frame);
  return {
    face,
    withFace: all.filter((frame) => face(frame) !== null),
    without: all.filter((frame) => face(frame) === null),
  };
};

/** What the sharpness of a clip was measured on, in words. */
export const measuredOnWords = (measured: Measured): string => {
  const { withFace } = onFaces(measured);
  const { length } = measured.sharpness;
  if (measured.faceSharpness === undefined) return "Measured on the whole picture: no node looked for faces here.";
  if (withFace.length === 0) return "Measured on the whole picture: no face was found.";
  if (withFace.length === length) return "Measured on the face.";
  return `Measured on the face in ${withFace.length} of ${length} frames; the others follow, by the whole picture.`;
};

/** How crisp a frame is beside its neighbours: sharpness depends on what is shown, so only frames of one moment compare. */
export type Crispness = "crisp" | "soft" | "blurred";

/** Below these shares of the crisp frames around it a frame is soft, or blurred. */
export const crispShares = { soft: 0.75, blurred: 0.5 } as const;

/** Frames to either side that count as the same moment: a second at most. */
export const momentOf = (fps: number): number => Math.max(4, Math.round(fps));

const upperQuartile = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * 0.75)] ?? 0;
};

/** One word a frame. `reach`: frames to either side it is compared with. */
export const crispness = (sharpness: readonly number[], reach: number): Crispness[] => {
  // The reference moves slowly: one a quarter of the reach is enough and keeps long clips quick.
  const step = Math.max(1, Math.floor(reach / 4));
  const references = Array.from({ length: Math.ceil(sharpness.length / step) }, (_, n) =>
    upperQuartile(sharpness.slice(Math.max(0, n * step - reach), n * step + reach + 1)),
  );
  return sharpness.map((value, frame) => {
    const reference = references[Math.floor(frame / step)] ?? 0;
    if (value >= reference * crispShares.soft) return "crisp";
    return value >= reference * crispShares.blurred ? "soft" : "blurred";
  });
};

/** Frame numbers, the sharpest first (B56); none within `apart` frames of a sharper one of the list. Equal ones in order. */
export const rankBySharpness = (sharpness: readonly number[], apart = 0): number[] => {
  const order = sharpness.map((_, frame) => frame).sort((a, b) => (sharpness[b] ?? 0) - (sharpness[a] ?? 0) || a - b);
  return apart <= 0 ? order : spread(order, apart);
};

/** Of an order of all frames: none within `apart` frames of an earlier one. */
const spread = (order: readonly number[], apart: number): number[] => {
  const taken = new Uint8Array(order.length);
  return order.filter((frame) => {
    if (taken[frame]) return false;
    taken.fill(1, Math.max(0, frame - apart), frame + apart + 1);
    return true;
  });
};

/** As `rankBySharpness`, with the frames that show a face first, by their face; then the others by the whole picture (B56). */
export const rankByFace = (measured: Measured, apart = 0): number[] => {
  const { face, withFace, without } = onFaces(measured);
  const by = (value: (frame: number) => number) => (a: number, b: number) => value(b) - value(a) || a - b;
  const order = [
    ...withFace.toSorted(by((frame) => face(frame) ?? 0)),
    ...without.toSorted(by((frame) => measured.sharpness[frame] ?? 0)),
  ];
  return apart <= 0 ? order : spread(order, apart);
};

/** One word a frame: beside the faces of its moment where it shows one, else beside the whole pictures. */
export const crispnessByFace = (measured: Measured, reach: number): Crispness[] => {
  const words = crispness(measured.sharpness, reach);
  const { face, withFace } = onFaces(measured);
  const ofFaces = crispness(
    withFace.map((frame) => face(frame) ?? 0),
    reach,
  );
  for (const [at, frame] of withFace.entries()) words[frame] = ofFaces[at] ?? words[frame] ?? "crisp";
  return words;
};
