import type { ThumbMedia } from "@/components/media/thumb";
import type { BoardFrame } from "@/contract/packed-board";

export type BoardItem = BoardFrame & { media: ThumbMedia | null; name: string };

/** A row of the board as lists and grids want it. */
export const boardItem = (frame: BoardFrame): BoardItem => {
  const name = `${frame.shot} ${frame.label}`;
  return { ...frame, media: frame.picture, name, label: name };
};
