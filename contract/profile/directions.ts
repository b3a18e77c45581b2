import { type Angle, angleIds, type Slot, slotTitle } from "./angles";

/** Degrees. Yaw positive when the face looks to the picture's right, 180 from behind; pitch positive when it looks up. */
export type Direction = { yaw: number; pitch: number };

type SlotDirection = { at: readonly Direction[]; tolerance: number };

/** Where each named angle looks, and how far a picture may turn from it and still be that angle. Over the shoulder: either one. */
export const slotDirections: Record<Angle, SlotDirection> = {
  front: { at: [{ yaw: 0, pitch: 0 }], tolerance: 18 },
  "three-quarter-left": { at: [{ yaw: -45, pitch: 0 }], tolerance: 22 },
  "three-quarter-right": { at: [{ yaw: 45, pitch: 0 }], tolerance: 22 },
  "profile-left": { at: [{ yaw: -90, pitch: 0 }], tolerance: 22 },
  "profile-right": { at: [{ yaw: 90, pitch: 0 }], tolerance: 22 },
  back: { at: [{ yaw: 180, pitch: 0 }], tolerance: 22 },
  "over-shoulder": {
    at: [
      { yaw: -135, pitch: 0 },
      { yaw: 135, pitch: 0 },
    ],
    tolerance: 22,
  },
  up: { at: [{ yaw: 0, pitch: 35 }], tolerance: 18 },
  down: { at: [{ yaw: 0, pitch: -35 }], tolerance: 18 },
};

const radians = Math.PI / 180;

/** Degrees between two directions on the sphere, 0–180. */
export const turnBetween = (a: Direction, b: Direction): number => {
  const [pa, pb] = [a.pitch * radians, b.pitch * radians];
  const cosine = Math.sin(pa) * Math.sin(pb) + Math.cos(pa) * Math.cos(pb) * Math.cos((a.yaw - b.yaw) * radians);
  return Math.acos(Math.min(1, Math.max(-1, cosine))) / radians;
};

const turnTo = (slot: Angle, direction: Direction): number =>
  Math.min(...slotDirections[slot].at.map((at) => turnBetween(at, direction)));

/** The named angle nearest to a direction; `within` says whether the picture may count as that angle. */
export const nearestSlot = (direction: Direction): { slot: Angle; turn: number; within: boolean } => {
  let best: Angle = "front";
  for (const slot of angleIds) if (turnTo(slot, direction) < turnTo(best, direction)) best = slot;
  const turn = turnTo(best, direction);
  return { slot: best, turn, within: turn <= slotDirections[best].tolerance };
};

export const isAngle = (slot: Slot | null): slot is Angle => angleIds.some((angle) => angle === slot);

type Looking = { slot: Slot | null; yaw: number | null; pitch: number | null };

/** Where a picture looks: what a hand or a node said, else the angle it stands in; null when nobody can tell. */
export const directionOf = ({ slot, yaw, pitch }: Looking): Direction | null => {
  if (yaw !== null || pitch !== null) return { yaw: yaw ?? 0, pitch: pitch ?? 0 };
  return isAngle(slot) ? (slotDirections[slot].at[0] ?? null) : null;
};

/** The named angle a picture counts for: the one it stands in, or, as a candidate, the one it looks like. */
export const angleOf = (image: Looking): Angle | null => {
  if (isAngle(image.slot)) return image.slot;
  if (image.slot !== null) return null;
  const direction = directionOf(image);
  if (!direction) return null;
  const { slot, within } = nearestSlot(direction);
  return within ? slot : null;
};

/** "32° right, 10° up", "straight on": a direction in words. */
export const directionWords = ({ yaw, pitch }: Direction): string => {
  const side = Math.round(Math.abs(yaw));
  const tilt = Math.round(Math.abs(pitch));
  const parts = [
    ...(side > 0 ? [side === 180 ? "from behind" : `${side}° ${yaw < 0 ? "left" : "right"}`] : []),
    ...(tilt > 0 ? [`${tilt}° ${pitch < 0 ? "down" : "up"}`] : []),
  ];
  return parts.join(", ") || "straight on";
};

/** Says when a picture stands in an angle it was not read as: "Stands in Front, looks 45° right (¾ right)". */
export const misplacedWords = (image: Looking): string | undefined => {
  if (!isAngle(image.slot) || (image.yaw === null && image.pitch === null)) return undefined;
  const direction = directionOf(image);
  if (!direction || turnTo(image.slot, direction) <= slotDirections[image.slot].tolerance + 8) return undefined;
  const { slot } = nearestSlot(direction);
  return `Stands in ${slotTitle(image.slot)}, looks ${directionWords(direction)} (${slotTitle(slot)})`;
};
