export const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** `day` moved by so many days, both as `2026-11-30`. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** `2026-11-30` → "30 Nov", with the year when it is not this one. */
export function dayText(day: string, today: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  const name = months[Number(month) - 1] ?? "";
  const short = `${Number(date)} ${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return year === today.slice(0, 4) ? short : `${short} ${year}`;
}
