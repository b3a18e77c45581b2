/** The named slots of a profile package (B30), in reading order. `required` ones count for completeness. */
export const angles = {
  front: "Front",
  "three-quarter-left": "¾ left",
  "three-quarter-right": "¾ right",
  "profile-left": "Profile left",
  "profile-right": "Profile right",
  back: "Back",
  "over-shoulder": "Over shoulder",
  up: "Up",
  down: "Down",
} as const;
export const closeUps = { "full-body": "Full body", "close-up": "Close-up", expression: "Expression" } as const;

export type Angle = keyof typeof angles;
export type Slot = Angle | keyof typeof closeUps;

export const angleIds = Object.keys(angles) as [Angle, ...Angle[]];
export const slotIds = [...angleIds, ...Object.keys(closeUps)] as [Slot, ...Slot[]];
export const slotTitle = (slot: Slot): string => ({ ...angles, ...closeUps })[slot];

/** 3 filled angles make a package usable, 8 make it good (B45). */
export const readiness = (filled: readonly string[]) => {
  const have = angleIds.filter((angle) => filled.includes(angle));
  const missing = angleIds.filter((angle) => !filled.includes(angle));
  return {
    have: have.length,
    of: angleIds.length,
    missing,
    word: have.length >= 8 ? "good" : have.length >= 3 ? "usable" : "thin",
  };
};
