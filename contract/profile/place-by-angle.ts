import { type Angle, angleIds, type Slot, slotTitle } from "./angles";
import { type Direction, directionWords, nearestSlot, slotDirections, turnBetween } from "./directions";

/** A picture that shall find its angle by itself. */
export type Seeking = { id: string } & Direction;
export type PlacedByAngle = { id: string } & ({ slot: Angle } | { slot: null; why: string });

/** Angles a face is seen from; nobody reads one from behind. */
const seen = angleIds.filter((angle) => angle !== "back" && angle !== "over-shoulder");

/**
 * The nearest free angle for each picture, those that fit best first; none is moved out of its place for another. A
 * picture between two angles, or whose angle is taken, stays a candidate and says why.
 */
export const placeByAngle = (seeking: readonly Seeking[], taken: readonly (Slot | null)[]): PlacedByAngle[] => {
  const held = new Set<Slot>(taken.flatMap((slot) => slot ?? []));
  const pairs = seeking
    .flatMap((one) =>
      seen.map((slot) => ({
        ...{ id: one.id, slot, tolerance: slotDirections[slot].tolerance },
        turn: Math.min(...slotDirections[slot].at.map((at) => turnBetween(at, one))),
      })),
    )
    .filter(({ turn, tolerance }) => turn <= tolerance)
    .sort((a, b) => a.turn - b.turn);
  const places = new Map<string, Angle>();
  for (const { id, slot } of pairs) {
    if (places.has(id) || held.has(slot)) continue;
    places.set(id, slot);
    held.add(slot);
  }
  return seeking.map((one) => {
    const slot = places.get(one.id);
    return slot ? { id: one.id, slot } : { id: one.id, slot: null, why: whyNot(one) };
  });
};

const whyNot = (direction: Direction): string => {
  const { slot, within } = nearestSlot(direction);
  return within
    ? `Looks ${directionWords(direction)}, but ${slotTitle(slot)} is taken: put it there by hand if it is the better one.`
    : `Looks ${directionWords(direction)}, between two angles: place it by hand.`;
};
