import { blurred, coverage } from "./masks";
import { blank, type Grey } from "./pixels";

/** Below this share of the picture a region is too small to be told apart; above the other it is the picture. */
export const regionLimits = { least: 0.02, most: 0.9 } as const;

/** Masks in order front to back: where two overlap, the front one keeps the place. */
export const frontFirst = (masks: readonly Grey[]): Grey[] => {
  const taken = masks[0] ? blank(masks[0].width, masks[0].height, 1) : undefined;
  return masks.map((mask) => {
    const own = blank(mask.width, mask.height, 1);
    for (let i = 0; i < own.data.length; i++) {
      const free = 255 - (taken?.data[i] ?? 0);
      own.data[i] = Math.min(mask.data[i] ?? 0, free);
      if (taken) taken.data[i] = Math.min(255, (taken.data[i] ?? 0) + (own.data[i] ?? 0));
    }
    return own;
  });
};

/** The mask with its edge softened by `feather` px, half inside and half outside; 0 leaves it as it is. */
export const feathered = (mask: Grey, feather: number): Grey => (feather > 0 ? blurred(mask, feather / 3) : mask);

/** Shares of the picture: of each region, and of what none covers. */
export const coverageOf = (masks: readonly Grey[]): { each: number[]; rest: number } => {
  const each = masks.map(coverage);
  return { each, rest: Math.max(0, 1 - each.reduce((sum, share) => sum + share, 0)) };
};
