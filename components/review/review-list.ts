interface Reviewed {
  id: string;
  status: string;
}

/** The next frame after `from` that `waits`, round the end; undefined where none is left but `from` itself. */
export function nextToReview<Frame extends Reviewed>(
  frames: readonly Frame[],
  from: string | undefined,
  waits: (status: string) => boolean,
): Frame | undefined {
  const at = frames.findIndex(({ id }) => id === from);
  return [...frames.slice(at + 1), ...frames.slice(0, Math.max(0, at))].find(({ status }) => waits(status));
}

/** The neighbour of `from`, `by` places on; the ends hold. */
export function stepFrom<Frame extends Reviewed>(
  frames: readonly Frame[],
  from: string | undefined,
  by: number,
): Frame | undefined {
  const at = frames.findIndex(({ id }) => id === from);
  return frames[Math.min(frames.length - 1, Math.max(0, at + by))];
}
