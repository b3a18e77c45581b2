import type { Status } from "@/contract/statuses";

// From finished to untouched, so that the bar fills from the left.
const order: readonly Status[] = ["done", "wfa", "retake", "wip", "ready", "todo", "hold", "omit"];

export interface FrameCounts {
  total: number;
  /** Statuses that occur, the finished ones first. */
  parts: { status: Status; count: number }[];
}

/** How many frames stand at each status. */
export const countFrames = (counts: ReadonlyMap<string, number>): FrameCounts => {
  const parts = order.flatMap((status) => {
    const count = counts.get(status) ?? 0;
    return count > 0 ? [{ status, count }] : [];
  });
  return { total: parts.reduce((sum, { count }) => sum + count, 0), parts };
};

/** The frame that stands for the film: an approved one before others, then the last one changed. */
export const posterOf = <Frame extends { status: Status; picture: unknown; updatedAt: Date | string }>(
  frames: readonly Frame[],
): Frame | undefined => {
  const rank = ({ status, updatedAt }: Frame) => [status === "done" ? 1 : 0, new Date(updatedAt).getTime()] as const;
  return frames
    .filter(({ picture }) => picture !== null)
    .reduce<Frame | undefined>((best, frame) => {
      if (!best) return frame;
      const [a, b] = [rank(best), rank(frame)];
      return b[0] > a[0] || (b[0] === a[0] && b[1] > a[1]) ? frame : best;
    }, undefined);
};
