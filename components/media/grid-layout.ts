export interface GridLayout {
  columns: number;
  /** Width of a cell in px, filling the row. */
  cell: number;
  /** Height of a row with its caption and the gap below. */
  row: number;
  rows: number;
}

export interface GridMeasure {
  count: number;
  /** Inner width in px. */
  width: number;
  /** Smallest width of a cell. */
  least: number;
  gap: number;
  /** Width divided by height of the picture. */
  ratio: number;
  /** Height under the picture. */
  caption: number;
}

export function layOut({ count, width, least, gap, ratio, caption }: GridMeasure): GridLayout {
  const columns = Math.max(1, Math.floor((width + gap) / (least + gap)));
  const cell = Math.max(1, (width - gap * (columns - 1)) / columns);
  return { columns, cell, row: Math.round(cell / ratio) + caption + gap, rows: Math.ceil(count / columns) };
}

/** Where a key leads from `at`; undefined when it is no moving key. `page` is in rows. */
export function moveIn(
  key: string,
  at: number,
  { count, columns, page }: { count: number; columns: number; page: number },
): number | undefined {
  if (count === 0) return undefined;
  const last = count - 1;
  // Down from the last full row lands on the last item when the row below is shorter.
  const rowOf = (index: number) => Math.floor(index / columns);
  const down = (rows: number) =>
    at + rows * columns <= last ? at + rows * columns : rowOf(at) < rowOf(last) ? last : at;
  const up = (rows: number) => (at - rows * columns >= 0 ? at - rows * columns : rows > 1 ? at % columns : at);
  switch (key) {
    case "ArrowRight":
      return Math.min(last, at + 1);
    case "ArrowLeft":
      return Math.max(0, at - 1);
    case "ArrowDown":
      return down(1);
    case "ArrowUp":
      return up(1);
    case "PageDown":
      return down(page);
    case "PageUp":
      return up(page);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return undefined;
  }
}

/** The ids from `anchor` to `at`, both included. */
export function rangeIds(ids: readonly string[], anchor: number, at: number): string[] {
  return ids.slice(Math.min(anchor, at), Math.max(anchor, at) + 1);
}
