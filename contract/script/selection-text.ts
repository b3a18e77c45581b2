/** Longest text: addresses of about 2,000 characters pass everywhere, and a filter stands beside it. */
const most = 1_500;

type Shot = { id: string; code: string };

/**
 * Chosen shots as text for an address: codes with commas, three or more in a row as `FIRST..LAST:count`. `all` is the
 * whole table in story order. Null: too many single shots to fit.
 */
export const writeSelection = (all: readonly Shot[], chosen: ReadonlySet<string>): string | null => {
  const parts: string[] = [];
  for (let at = 0; at < all.length; at++) {
    const first = all[at];
    if (!first || !chosen.has(first.id)) continue;
    let end = at;
    while (chosen.has(all[end + 1]?.id ?? "")) end += 1;
    const run = all.slice(at, end + 1);
    const last = run.at(-1);
    if (run.length > 2 && last) parts.push(`${first.code}..${last.code}:${run.length}`);
    else parts.push(...run.map(({ code }) => code));
    at = end;
  }
  const text = parts.join(",");
  return text.length > most ? null : text;
};

/**
 * The shots that `text` means now. `changed`: how many parts of it no longer say what they said, because a shot is gone or
 * another number of shots stands between the two; nothing of those is chosen.
 */
export const readSelection = (all: readonly Shot[], text: string): { ids: Set<string>; changed: number } => {
  const places = new Map(all.map(({ code }, at) => [code, at]));
  const ids = new Set<string>();
  let changed = 0;
  for (const part of text.split(",").filter(Boolean)) {
    const [, first = part, last, count] = /^(.+)\.\.(.+):(\d+)$/.exec(part) ?? [];
    const [from, to] = [places.get(first), places.get(last ?? first)];
    if (from === undefined || to === undefined || (last !== undefined && to - from + 1 !== Number(count))) {
      changed += 1;
      continue;
    }
    for (const { id } of all.slice(from, to + 1)) ids.add(id);
  }
  return { ids, changed };
};
