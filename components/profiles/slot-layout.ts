import { type Angle, closeUps } from "@/contract/profile/angles";

/**
 * Where each angle stands when one looks at the subject: the front in the centre, left and right at their sides,
 * up above and down below, the back views at the outer corners. Rows of the grid, null for an empty place.
 */
export const angleRows: readonly (readonly (Angle | null)[])[] = [
  ["over-shoulder", null, "up", null, "back"],
  ["profile-left", "three-quarter-left", "front", "three-quarter-right", "profile-right"],
  [null, null, "down", null, null],
];

export type CloseUp = keyof typeof closeUps;
export const closeUpIds = Object.keys(closeUps) as [CloseUp, ...CloseUp[]];
