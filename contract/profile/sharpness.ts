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
  if (apart <= 0) return order;
  const taken = new Uint8Array(sharpness.length);
  return order.filter((frame) => {
    if (taken[frame]) return false;
    taken.fill(1, Math.max(0, frame - apart), frame + apart + 1);
    return true;
  });
};
