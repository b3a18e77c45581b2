import { addDays, months } from "./days";

const iso = (year: number, month: number, day: number): string | undefined => {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real && year >= 1900 && year < 2200 ? date.toISOString().slice(0, 10) : undefined;
};

/**
 * Reads a day as people and spreadsheets write it: 2026-11-30, 30.11.2026, 30 Nov (this year), Nov 30 2026, today,
 * tomorrow, +3d, +2w. 11/30/2026 is read month first, 30/11/2026 day first. Undefined where it is none of these.
 */
export function readDay(text: string, today: string): string | undefined {
  const words = text.trim().toLowerCase();
  const named = { yesterday: -1, today: 0, tomorrow: 1 }[words];
  if (named !== undefined) return addDays(today, named);
  const shift = /^([+-]\d{1,3})\s*([dw])$/.exec(words);
  if (shift) return addDays(today, Number(shift[1]) * (shift[2] === "w" ? 7 : 1));
  const thisYear = Number(today.slice(0, 4));
  const yearOf = (year: string | undefined) => (year === undefined ? thisYear : Number(year));
  let found = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(words);
  if (found) return iso(Number(found[1]), Number(found[2]), Number(found[3]));
  found = /^(\d{1,2})\.(\d{1,2})\.(\d{4})?$/.exec(words);
  if (found) return iso(yearOf(found[3]), Number(found[2]), Number(found[1]));
  found = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(words);
  if (found) {
    const [first, second] = [Number(found[1]), Number(found[2])];
    return first > 12 ? iso(Number(found[3]), second, first) : iso(Number(found[3]), first, second);
  }
  found = /^(\d{1,2})\.?\s+([a-z]{3})[a-z]*\.?(?:,?\s+(\d{4}))?$/.exec(words);
  if (found) return iso(yearOf(found[3]), months.indexOf(found[2] ?? "") + 1, Number(found[1]));
  found = /^([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?$/.exec(words);
  return found ? iso(yearOf(found[3]), months.indexOf(found[1] ?? "") + 1, Number(found[2])) : undefined;
}
