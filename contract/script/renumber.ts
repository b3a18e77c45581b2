import { code as codeText } from "../names";

export type Renumbered = {
  id: string;
  from: string;
  to: string;
  /** What stands in the way, if anything: the code is no code, is given twice, or belongs to a shot that stays. */
  problem?: string;
};

export type RenumberPlan = { rows: Renumbered[]; changed: number; problems: number };

const token = /\{(seq|#+)\}/gi;

/** What is wrong with a pattern such as `{seq}_SH{####}`, or undefined. It needs one number, `{####}`. */
export function patternProblem(pattern: string): string | undefined {
  if (pattern.trim() === "") return "Write a pattern, like {seq}_SH{####}";
  const unknown = /\{[^}]*\}?/g;
  for (const [part] of pattern.matchAll(unknown))
    if (!/^\{(seq|#+)\}$/i.test(part)) return `${part} is no part of a pattern: use {seq} and {####}`;
  const numbers = [...pattern.matchAll(token)].filter(([, inside]) => inside?.startsWith("#")).length;
  if (numbers === 0) return "The pattern holds no number: add {####}, one # a digit";
  return numbers > 1 ? "The pattern holds more than one number: keep one {####}" : undefined;
}

/**
 * Old and new codes of `shots`, in their order. With `{seq}` numbering starts again in each sequence. `taken` holds the
 * codes of all other shots of the project, archived ones too: a code counts as free when its shot is renumbered itself.
 */
export function planRenumber(
  shots: readonly { id: string; code: string; sequence: string }[],
  { start, step, pattern, taken }: { start: number; step: number; pattern: string; taken: ReadonlySet<string> },
): RenumberPlan {
  const perSequence = /\{seq\}/i.test(pattern);
  const counts = new Map<string, number>();
  const rows = shots.map(({ id, code, sequence }): Renumbered => {
    const key = perSequence ? sequence : "";
    const n = counts.get(key) ?? 0;
    counts.set(key, n + 1);
    return { id, from: code, to: fill(pattern, sequence, start + n * step) };
  });
  const times = new Map<string, number>();
  for (const { to } of rows) times.set(to, (times.get(to) ?? 0) + 1);
  for (const row of rows) {
    const parsed = codeText("The code").safeParse(row.to);
    if (!parsed.success) row.problem = parsed.error.issues[0]?.message ?? "This is no code";
    else if ((times.get(row.to) ?? 0) > 1) row.problem = `${row.to} is given ${times.get(row.to)} times`;
    else if (taken.has(row.to)) row.problem = `${row.to} belongs to a shot that is not renumbered`;
  }
  return {
    rows,
    changed: rows.filter(({ from, to }) => from !== to).length,
    problems: rows.filter(({ problem }) => problem !== undefined).length,
  };
}

const fill = (pattern: string, sequence: string, n: number): string =>
  pattern
    .trim()
    .replace(token, (_, inside: string) => (inside.startsWith("#") ? String(n).padStart(inside.length, "0") : sequence))
    .toUpperCase();
