export type ByteRange = { start: number; end: number };

/**
 * One `Range` header against a file of `size` bytes. Null: none asked, or several at once, so send everything.
 * "unsatisfiable": negative, reversed or beyond the end, so answer 416. `end` is inclusive.
 */
export const parseRange = (header: string | null, size: number): ByteRange | "unsatisfiable" | null => {
  if (!header || header.includes(",")) return null;
  const asked = /^bytes=(\d*)-(\d*)$/.exec(header.replace(/\s/g, ""));
  if (!asked || (!asked[1] && !asked[2])) return "unsatisfiable";
  if (!asked[1]) {
    const last = Math.min(Number(asked[2]), size);
    return last > 0 ? { start: size - last, end: size - 1 } : "unsatisfiable";
  }
  const start = Number(asked[1]);
  const end = asked[2] ? Math.min(Number(asked[2]), size - 1) : size - 1;
  return start > end || start >= size ? "unsatisfiable" : { start, end };
};
