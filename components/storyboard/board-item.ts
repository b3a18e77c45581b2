import type { ThumbMedia } from "@/components/media/thumb";
import type { BoardFrame } from "@/contract/packed-board";

export type BoardItem = BoardFrame & { media: ThumbMedia | null; name: string };

/** A row of the board as lists and grids want it. */
export const boardItem = (frame: BoardFrame): BoardItem => {
  const name = `${frame.shot} ${frame.label}`;
  return { ...frame, media: frame.picture, name, label: name };
};

/** In story order, or the measured frames by their place and then the rest. */
export const ordered = (
  frames: readonly BoardItem[],
  places: ReadonlyMap<string, number> | null,
): readonly BoardItem[] => {
  if (!places) return frames;
  const placeOf = ({ id }: BoardItem) => places.get(id) ?? places.size;
  return frames.toSorted((a, b) => placeOf(a) - placeOf(b));
};
