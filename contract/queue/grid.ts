/** One parameter and the values it takes: a column of the grid. */
export type Axis = { param: string; values: readonly (string | number | boolean)[] };
/** One picture of the grid: the values it differs in, and its name on the contact sheet. */
export type Cell = { params: Record<string, string | number | boolean>; label: string };

/** The most jobs a grid may make: a screen shows that many at a size that can be judged. */
export const mostCells = 400;
export const mostAxes = 3;

/**
 * Every combination of the axes' values, the last axis quickest, or the problem in words: no axis, one twice, one
 * without values or with the same value twice, too many cells.
 */
export const planGrid = (axes: readonly Axis[]): { cells: Cell[] } | { problem: string } => {
  if (axes.length === 0) return { problem: "A grid needs at least one parameter that changes." };
  if (axes.length > mostAxes) return { problem: `A grid changes at most ${mostAxes} parameters at once.` };
  const seen = new Set<string>();
  for (const { param, values } of axes) {
    if (seen.has(param)) return { problem: `“${param}” is in the grid twice.` };
    seen.add(param);
    if (values.length === 0) return { problem: `“${param}” has no values: give it at least one.` };
    if (new Set(values).size !== values.length)
      return { problem: `“${param}” has a value twice: both would give the same picture.` };
    if (values.some((value) => typeof value === "number" && !Number.isFinite(value)))
      return { problem: `“${param}” has a value that is no number.` };
  }
  // Multiplied before it is made: a grid of 100,000 cells must cost nothing.
  const count = axes.reduce((product, { values }) => product * values.length, 1);
  if (count > mostCells)
    return {
      problem: `This grid has ${count.toLocaleString("en")} cells (${axes.map(({ values }) => values.length).join(" × ")}); at most ${mostCells} are made at once. Take fewer values.`,
    };
  let cells: Cell[] = [{ params: {}, label: "" }];
  for (const { param, values } of axes)
    cells = cells.flatMap((cell) =>
      values.map((value) => ({
        params: { ...cell.params, [param]: value },
        label: cell.label ? `${cell.label}, ${param} ${value}` : `${param} ${value}`,
      })),
    );
  return { cells };
};

/** `steps` values from one end to the other, both included, without the crumbs of binary fractions: 0.3, 0.35 … 0.5. */
export const ladder = (from: number, to: number, steps: number): number[] => {
  if (steps <= 1) return [from];
  return Array.from({ length: steps }, (_, n) => Number((from + ((to - from) * n) / (steps - 1)).toFixed(4)));
};

/** `count` seeds that follow each other, within 32 bits: what a node's generator takes. */
export const seedsFrom = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, n) => (first + n) % 2 ** 32);
