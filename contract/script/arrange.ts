/** Where a shot shall stand: behind `after`, first in its sequence (null), or last (left out). */
export type ShotPlace = { shotId: string; sequence: string; after?: string | null };
type Standing = { id: string; sequence: string };

/** One behind the other, in story order, from `after` on. */
const chain = (ids: readonly string[], sequence: string, after: string | null): ShotPlace[] =>
  ids.map((shotId, at) => ({ shotId, sequence, after: at === 0 ? after : (ids[at - 1] ?? null) }));

const inOrder = (shots: readonly Standing[], ids: ReadonlySet<string>) =>
  shots.flatMap(({ id }) => (ids.has(id) ? [id] : []));

/**
 * Moves shots one place up or down in the story, together; from the edge of a sequence into its neighbour. `shots` is the
 * whole story in order. Empty when there is no way further.
 */
export function stepPlaces(shots: readonly Standing[], ids: ReadonlySet<string>, way: "up" | "down"): ShotPlace[] {
  const moving = inOrder(shots, ids);
  const rest = shots.filter(({ id }) => !ids.has(id));
  const edge = shots.findIndex(({ id }) => id === (way === "up" ? moving[0] : moving.at(-1)));
  const here = shots[edge];
  if (!here) return [];
  // The neighbour that does not move itself.
  const beyond =
    way === "up"
      ? rest.findLastIndex((shot) => shots.indexOf(shot) < edge)
      : rest.findIndex((shot) => shots.indexOf(shot) > edge);
  const neighbour = rest[beyond];
  if (!neighbour) return [];
  if (way === "down")
    return neighbour.sequence === here.sequence
      ? chain(moving, here.sequence, neighbour.id)
      : chain(moving, neighbour.sequence, null);
  if (neighbour.sequence !== here.sequence) return chain(moving, neighbour.sequence, neighbour.id);
  const before = rest[beyond - 1];
  return chain(moving, here.sequence, before?.sequence === here.sequence ? before.id : null);
}

/** Puts shots before or behind another one, in its sequence. Empty when they are dropped on themselves. */
export function dropPlaces(
  shots: readonly Standing[],
  ids: ReadonlySet<string>,
  onto: string,
  side: "before" | "behind",
): ShotPlace[] {
  const target = shots.find(({ id }) => id === onto);
  if (!target || ids.has(onto)) return [];
  const rest = shots.filter(({ id, sequence }) => sequence === target.sequence && !ids.has(id));
  const at = rest.findIndex(({ id }) => id === onto);
  const after = side === "behind" ? onto : (rest[at - 1]?.id ?? null);
  return chain(inOrder(shots, ids), target.sequence, after);
}
