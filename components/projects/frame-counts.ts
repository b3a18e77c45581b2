import { isOmitted, type StatusRow, type StatusSet } from "@/contract/status-set";

// From finished to untouched, so that the bar fills from the left; what was put aside stands last.
const rankOf = (row: StatusRow): number => {
  if (isOmitted(row.code)) return 7;
  if (row.isDone) return 0;
  if (row.isFeedbackRequest) return 1;
  if (row.isRetake) return 2;
  if (row.state === "blocked") return 6;
  if (row.isDefault) return 5;
  return row.state === "not_started" ? 4 : 3;
};

export interface FrameCounts {
  total: number;
  /** Statuses that occur, the finished ones first. */
  parts: { status: string; count: number }[];
}

/** How many frames stand at each status. */
export const countFrames = (set: StatusSet, counts: ReadonlyMap<string, number>): FrameCounts => {
  const rows = [...counts.keys()].map((code) => set.of(code));
  rows.sort((a, b) => rankOf(a) - rankOf(b) || a.position - b.position);
  const parts = rows.flatMap(({ code }) => {
    const count = counts.get(code) ?? 0;
    return count > 0 ? [{ status: code, count }] : [];
  });
  return { total: parts.reduce((sum, { count }) => sum + count, 0), parts };
};

/** The frame that stands for the film: an approved one before others, then the last one changed. */
export const posterOf = <Frame extends { status: string; picture: unknown; updatedAt: Date | string }>(
  set: StatusSet,
  frames: readonly Frame[],
): Frame | undefined => {
  const rank = ({ status, updatedAt }: Frame) =>
    [set.of(status).isDone ? 1 : 0, new Date(updatedAt).getTime()] as const;
  return frames
    .filter(({ picture }) => picture !== null)
    .reduce<Frame | undefined>((best, frame) => {
      if (!best) return frame;
      const [a, b] = [rank(best), rank(frame)];
      return b[0] > a[0] || (b[0] === a[0] && b[1] > a[1]) ? frame : best;
    }, undefined);
};
