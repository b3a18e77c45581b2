import type { Output } from "@/components/trpc";

export type Schedule = NonNullable<Output["nodes"]["get"]["schedule"]>;
type Window = Schedule["windows"][number];

export const dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** A week in half hours, Monday first: true where the node may begin work. */
export function halfHours(schedule: Schedule | null): boolean[][] {
  const inside = dayNames.map(() => Array.from({ length: 48 }, () => false));
  for (const { days, from, to } of schedule?.windows ?? []) {
    const [start, end] = [minutesOf(from), minutesOf(to)];
    const length = end > start ? end - start : end + 24 * 60 - start;
    for (const day of days)
      for (let at = start; at < start + length; at += 30) {
        const row = inside[(day - 1 + Math.floor(at / 1440)) % 7];
        if (row) row[Math.floor((at % 1440) / 30)] = true;
      }
  }
  const works = schedule?.mode !== "quiet";
  return schedule ? inside.map((row) => row.map((one) => one === works)) : inside.map((row) => row.map(() => true));
}

/** "Mon–Fri 09:00–18:00", "Sat, Sun 00:00–24:00". */
export const windowWords = ({ days, from, to }: Window): string =>
  `${daysWords(days)} ${from}–${to === "00:00" ? "24:00" : to}`;

/** "every day", "Mon–Fri", "Mon, Wed, Fri". */
export function daysWords(days: readonly number[]): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  if (sorted.length === 7) return "every day";
  const [first = 1] = sorted;
  const inRow = sorted.length > 2 && sorted.every((day, at) => day === first + at);
  const names = sorted.map((day) => dayNames[day - 1] ?? "");
  return inRow ? `${names[0]}–${names.at(-1)}` : names.join(", ");
}

/** "Always", or its windows and their clock: "Quiet every day 08:00–22:00, Europe/Berlin time". */
export function scheduleWords(schedule: Schedule | null): string {
  if (!schedule) return "Always";
  const windows = schedule.windows.map(windowWords).join("; ");
  return `${schedule.mode === "quiet" ? "Quiet" : "Works"} ${windows}, ${schedule.zone.replaceAll("_", " ")} time`;
}
