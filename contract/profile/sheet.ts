import type { Size } from "../passes/size";
import type { PixelBox } from "./box";

/** The brightness of a picture, one byte a pixel, row by row. */
export type LumaPlane = Size & { data: Uint8Array | Uint8ClampedArray };

/** What was found on a sheet, in reading order; `by` says how: even gaps between the views, hard seams, or nothing. */
export type FoundSheet = { boxes: PixelBox[]; by: "gutters" | "seams" | "nothing" };

/** At most so many views on one sheet. */
export const mostCells = 48;

/** Grey levels within which a line counts as one tone: what JPEG makes of a flat ground. */
const toneSpread = 12;
/** Share of a line that may leave its tone: dust, a caption's foot. */
const strayShare = 0.004;
/** A view is at least this share of the sheet's side; smaller finds are captions and signatures. */
const leastShare = 0.06;
/** A gap between views is at least this share of the sheet's side, and two pixels. */
const gapShare = 0.003;

/** A grid of equal cells with a gutter between them and a margin around, in whole pixels: by rows, left to right. */
export const gridBoxes = (
  size: Size,
  rows: number,
  columns: number,
  { gutter = 0, margin = 0 }: { gutter?: number; margin?: number } = {},
): PixelBox[] => {
  const cuts = (length: number, count: number) => {
    const room = length - 2 * margin - gutter * (count - 1);
    return Array.from({ length: count }, (_, n) => {
      const from = Math.round(margin + (room * n) / count + gutter * n);
      const to = Math.round(margin + (room * (n + 1)) / count + gutter * n);
      return { from, length: Math.max(1, to - from) };
    });
  };
  const across = cuts(size.width, columns);
  return cuts(size.height, rows).flatMap((row) =>
    across.map((column) => ({ x: column.from, y: row.from, width: column.length, height: row.length })),
  );
};

/** Finds the views of a sheet by what is on it: first plain gaps, cut after cut; without any, hard seams from edge to edge. */
export const findSheet = (plane: LumaPlane): FoundSheet => {
  const whole = { x: 0, y: 0, width: plane.width, height: plane.height };
  const parts = splitByGaps(plane, whole, 0).filter((box) => isView(box, plane));
  const boxes = withRoom(plane, parts);
  if (boxes.length > 1 && boxes.length <= mostCells) return { boxes: inReadingOrder(boxes), by: "gutters" };
  const seams = splitBySeams(plane);
  if (seams.length > 1 && seams.length <= mostCells) return { boxes: seams, by: "seams" };
  return { boxes: [whole], by: "nothing" };
};

const isView = (box: PixelBox, { width, height }: Size) =>
  box.width >= width * leastShare && box.height >= height * leastShare;

type Run = { from: number; to: number };

/** The tone of most of a line, and whether nearly all of it has that tone. */
const toneOf = ({ data, width }: LumaPlane, box: PixelBox, at: number, across: boolean): number | null => {
  const length = across ? box.width : box.height;
  const start = across ? at * width + box.x : box.y * width + at;
  const step = across ? 1 : width;
  // The middle of a few samples is a good guess of the tone; the whole line then has to agree.
  const samples = Array.from({ length: 9 }, (_, n) => data[start + Math.floor(((n + 0.5) * length) / 9) * step] ?? 0);
  const tone = samples.sort((a, b) => a - b)[4] ?? 0;
  let stray = 0;
  const most = Math.max(1, length * strayShare);
  for (let i = 0, p = start; i < length; i++, p += step)
    if (Math.abs((data[p] as number) - tone) > toneSpread && ++stray > most) return null;
  return tone;
};

/** Runs of lines that are not plain, between plain ones; a run of plain lines changes its tone nowhere. */
const contentRuns = (plane: LumaPlane, box: PixelBox, across: boolean): { runs: Run[]; gap: number } => {
  const [from, to] = across ? [box.y, box.y + box.height] : [box.x, box.x + box.width];
  const leastGap = Math.max(2, Math.round((to - from) * gapShare));
  const runs: Run[] = [];
  let open: number | null = null;
  let plainSince = from;
  let gap = 0;
  for (let at = from; at <= to; at++) {
    const plain = at === to || toneOf(plane, box, at, across) !== null;
    if (!plain && open === null) {
      const last = runs[runs.length - 1];
      // Two plain lines by chance are no gap: the run before goes on.
      if (last && at - plainSince < leastGap) {
        open = last.from;
        runs.pop();
      } else {
        if (last) gap = Math.max(gap, at - plainSince);
        open = at;
      }
    }
    if (plain && open !== null) {
      runs.push({ from: open, to: at });
      open = null;
      plainSince = at;
    }
  }
  return { runs, gap };
};

const part = (box: PixelBox, { from, to }: Run, across: boolean): PixelBox =>
  across ? { ...box, y: from, height: to - from } : { ...box, x: from, width: to - from };

/** Cuts along the wider kind of gap, again and again, until a part holds none. */
const splitByGaps = (plane: LumaPlane, box: PixelBox, depth: number): PixelBox[] => {
  if (box.width < 4 || box.height < 4) return [];
  const [rows, columns] = [contentRuns(plane, box, true), contentRuns(plane, box, false)];
  const worth = ({ runs, gap }: typeof rows) => (runs.length > 1 ? gap : -1);
  const across = worth(rows) >= worth(columns);
  const chosen = across ? rows : columns;
  if (depth < 8 && chosen.runs.length > 1 && chosen.runs.length <= mostCells)
    return chosen.runs.flatMap((run) => splitByGaps(plane, part(box, run, across), depth + 1));
  // One part: drop the plain margin around it. Nothing but plain lines is no view at all.
  const [row, column] = [rows.runs, columns.runs];
  if (row.length === 0 || column.length === 0) return depth === 0 ? [box] : [];
  const trimmed = part(
    part(box, { from: row[0]?.from ?? box.y, to: row[row.length - 1]?.to ?? box.y + box.height }, true),
    { from: column[0]?.from ?? box.x, to: column[column.length - 1]?.to ?? box.x + box.width },
    false,
  );
  const changed = trimmed.width !== box.width || trimmed.height !== box.height;
  return changed && depth < 8 ? splitByGaps(plane, trimmed, depth + 1) : [trimmed];
};

/** Share of a box's outermost pixels that have the tone of the sheet's ground. */
const groundShare = (plane: LumaPlane, box: PixelBox, ground: number): number => {
  let same = 0;
  const see = (x: number, y: number) => {
    if (Math.abs((plane.data[y * plane.width + x] as number) - ground) <= toneSpread) same++;
  };
  for (let x = box.x; x < box.x + box.width; x++) {
    see(x, box.y);
    see(x, box.y + box.height - 1);
  }
  for (let y = box.y; y < box.y + box.height; y++) {
    see(box.x, y);
    see(box.x + box.width - 1, y);
  }
  return same / (2 * (box.width + box.height));
};

/** The tone of the four corners, where three of them agree. */
const groundOf = ({ data, width, height }: LumaPlane): number | null => {
  const corners = [data[0], data[width - 1], data[(height - 1) * width], data[height * width - 1]].map((c) => c ?? 0);
  return corners.find((tone) => corners.filter((each) => Math.abs(each - tone) <= toneSpread).length >= 3) ?? null;
};

/** Figures that stand free on the ground get half of the gap around them; framed views stay exact. */
const withRoom = (plane: LumaPlane, boxes: readonly PixelBox[]): PixelBox[] => {
  const ground = groundOf(plane);
  if (ground === null) return [...boxes];
  return boxes.map((box) => {
    if (groundShare(plane, box, ground) < 0.5) return box;
    const room = Math.round(Math.max(box.width, box.height) * 0.08);
    const reach = (limit: number, others: readonly number[]) =>
      Math.max(0, Math.min(room, limit, ...others.map((gap) => Math.floor(gap / 2))));
    const beside = boxes.filter((other) => other !== box && overlap(box, other, "y"));
    const stacked = boxes.filter((other) => other !== box && overlap(box, other, "x"));
    const left = reach(
      box.x,
      gaps(beside, (o) => box.x - (o.x + o.width)),
    );
    const right = reach(
      plane.width - box.x - box.width,
      gaps(beside, (o) => o.x - (box.x + box.width)),
    );
    const top = reach(
      box.y,
      gaps(stacked, (o) => box.y - (o.y + o.height)),
    );
    const bottom = reach(
      plane.height - box.y - box.height,
      gaps(stacked, (o) => o.y - (box.y + box.height)),
    );
    return { x: box.x - left, y: box.y - top, width: box.width + left + right, height: box.height + top + bottom };
  });
};

const gaps = (others: readonly PixelBox[], between: (other: PixelBox) => number) =>
  others.map(between).filter((gap) => gap >= 0);

const overlap = (a: PixelBox, b: PixelBox, axis: "x" | "y") =>
  axis === "x" ? a.x < b.x + b.width && b.x < a.x + a.width : a.y < b.y + b.height && b.y < a.y + a.height;

/** By rows, left to right: boxes whose middles share a row stand in it. */
const inReadingOrder = (boxes: readonly PixelBox[]): PixelBox[] => {
  const rows: PixelBox[][] = [];
  for (const box of [...boxes].sort((a, b) => a.y + a.height / 2 - (b.y + b.height / 2))) {
    const middle = box.y + box.height / 2;
    const row = rows.find(([first]) => first && middle >= first.y && middle < first.y + first.height);
    if (row) row.push(box);
    else rows.push([box]);
  }
  return rows.flatMap((row) => row.sort((a, b) => a.x - b.x));
};

/** The middle difference between each line and the one before: high where two pictures meet from edge to edge. */
const stepsBetween = ({ data, width, height }: LumaPlane, across: boolean): number[] => {
  const [lines, length] = across ? [height, width] : [width, height];
  const [step, line] = across ? [1, width] : [width, 1];
  const counts = new Uint32Array(256);
  return Array.from({ length: lines }, (_, at) => {
    if (at === 0) return 0;
    counts.fill(0);
    for (let i = 0, p = at * line; i < length; i++, p += step) {
      const bin = Math.abs((data[p] as number) - (data[p - line] as number));
      counts[bin] = (counts[bin] as number) + 1;
    }
    // The lower third: most of the seam has to be hard, not half of it.
    let left = length * 0.35;
    for (let value = 0; value < 256; value++) {
      left -= counts[value] as number;
      if (left <= 0) return value;
    }
    return 255;
  });
};

const middleOf = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Where lines step much harder than elsewhere, at least a view apart. */
const seamsOf = (plane: LumaPlane, across: boolean): number[] => {
  const steps = stepsBetween(plane, across);
  const apart = steps.length * leastShare;
  const least = Math.max(6, 4 * middleOf(steps));
  const peaks = steps
    .map((height, at) => ({ height, at }))
    .filter(({ height, at }) => height >= least && at >= apart && at <= steps.length - apart)
    .sort((a, b) => b.height - a.height);
  const kept: number[] = [];
  for (const { at } of peaks) if (kept.every((other) => Math.abs(other - at) >= apart)) kept.push(at);
  return kept.sort((a, b) => a - b);
};

const splitBySeams = (plane: LumaPlane): PixelBox[] => {
  const spans = (seams: readonly number[], length: number) =>
    [...seams, length].map((to, n) => ({ from: seams[n - 1] ?? 0, length: to - (seams[n - 1] ?? 0) }));
  const across = spans(seamsOf(plane, false), plane.width);
  return spans(seamsOf(plane, true), plane.height).flatMap((row) =>
    across.map((column) => ({ x: column.from, y: row.from, width: column.length, height: row.length })),
  );
};
