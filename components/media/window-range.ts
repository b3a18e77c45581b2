/** Where a list is scrolled to and how much of it shows, in px. */
export interface Place {
  at: number;
  span: number;
}

/** Offsets of a list's items: `startOf(i)` in px, growing with i; `startOf(count)` is its end. */
export interface Rows {
  count: number;
  startOf: (index: number) => number;
}

/** The item that covers `px`: the last that starts at or before it. */
export const itemAt = ({ count, startOf }: Rows, px: number): number => {
  let [low, high] = [0, Math.max(0, count - 1)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (startOf(middle) <= px) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** First item to mount, and the first after it that is not: those that show and `overscan` on both sides. */
export const windowRange = (rows: Rows, { at, span }: Place, overscan: number): [first: number, end: number] => [
  Math.max(0, itemAt(rows, at) - overscan),
  Math.min(rows.count, itemAt(rows, at + span) + 1 + overscan),
];

/** Where to scroll so that an item shows whole; undefined when it does. `lead` px stand before the list. */
export const scrollFor = (rows: Rows, index: number, { at, span }: Place, lead: number): number | undefined => {
  const start = rows.startOf(index);
  if (start < at) return start;
  const end = rows.startOf(index + 1) + lead;
  return end > at + span ? end - span : undefined;
};
