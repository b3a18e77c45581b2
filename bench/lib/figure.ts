type Beside = { name: string; value: number };
type Figure = {
  figure: string;
  value: number;
  unit: string /** At most this, unless `atLeast`. Null: printed for the record. */;
  target: number | null;
  atLeast?: boolean;
  beside?: Beside;
};

const round = (value: number) => Number(value.toPrecision(4));

/** Prints one line of JSON. `ok` is computed from the target; `ratio` is this figure over the one beside it. */
export const figure = ({ figure, value, unit, target, atLeast = false, beside }: Figure): void => {
  const ok = target === null ? null : atLeast ? value >= target : value <= target;
  const next = beside ? { name: beside.name, value: round(beside.value), ratio: round(value / beside.value) } : null;
  console.log(
    JSON.stringify({
      figure,
      value: round(value),
      unit,
      target: target === null ? null : atLeast ? `>= ${target}` : `<= ${target}`,
      ok,
      beside: next,
    }),
  );
};

export const quantile = (values: readonly number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
};
export const median = (values: readonly number[]): number => quantile(values, 0.5);
