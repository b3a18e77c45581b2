import { z } from "zod";

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Give a time such as 22:00");
const isZone = (zone: string) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

/** When a node may work. `to` at or before `from` means the next morning; `days` are those a window begins on, 1 Monday. */
export const Schedule = z.object({
  /** `work`: only inside the windows. `quiet`: never inside them. */
  mode: z.enum(["work", "quiet"]),
  zone: z.string().max(60).refine(isZone, "There is no such time zone; give one such as Europe/Berlin"),
  windows: z
    .array(z.object({ days: z.array(z.number().int().min(1).max(7)).min(1).max(7), from: clock, to: clock }))
    .min(1, "Give at least one window, or remove the schedule")
    .max(14),
});
export type Schedule = z.infer<typeof Schedule>;

const dayMinutes = 24 * 60;
const weekDays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

// Making a formatter costs more than all the rest; a studio has few zones.
const formats = new Map<string, Intl.DateTimeFormat>();
const formatOf = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    ...{ weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  });
  formats.set(zone, format);
  return format;
};

/** Day 1–7 and minute of the day that a wall clock in the zone shows. */
const wallClock = (zone: string, at: Date): { day: number; minute: number } => {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return {
    day: weekDays.indexOf(parts.weekday ?? "") + 1,
    minute: Number(parts.hour) * 60 + Number(parts.minute),
  };
};

const dayBefore = (day: number): number => (day === 1 ? 7 : day - 1);

/** May the node begin work now? Without a schedule always. Wall clocks decide, so a change to summer time moves nothing. */
export const isOpen = (schedule: Schedule | null, at: Date): boolean => {
  if (!schedule) return true;
  const { day, minute } = wallClock(schedule.zone, at);
  const inside = schedule.windows.some(({ days, from, to }) => {
    const [start, end] = [minutesOf(from), minutesOf(to)];
    if (start < end) return days.includes(day) && minute >= start && minute < end;
    return (days.includes(day) && minute >= start) || (days.includes(dayBefore(day)) && minute < end);
  });
  return schedule.mode === "work" ? inside : !inside;
};

/** When the node next opens or closes, to the minute, within eight days; null when it never does. */
export const nextChange = (schedule: Schedule | null, from: Date): Date | null => {
  if (!schedule) return null;
  const edges = [...new Set(schedule.windows.flatMap((window) => [minutesOf(window.from), minutesOf(window.to)]))];
  const now = isOpen(schedule, from);
  const start = Math.floor(from.getTime() / 60_000) * 60_000;
  // From edge to edge of the wall clock: at most 28 a day, not 1,440 minutes.
  for (let at = start; at < start + 8 * dayMinutes * 60_000; ) {
    const { minute } = wallClock(schedule.zone, new Date(at));
    const step = Math.min(...edges.map((edge) => (edge - minute + dayMinutes - 1) % dayMinutes)) + 1;
    // A clock set forward or back lies between two full hours: never jump over one.
    at += Math.min(step, 60 - (minute % 60)) * 60_000;
    if (isOpen(schedule, new Date(at)) !== now) return new Date(at);
  }
  return null;
};

/** Seconds between two instants in which the node may work. */
export const openSeconds = (schedule: Schedule | null, from: Date, until: Date): number => {
  let seconds = 0;
  let at = from;
  while (at < until) {
    const change = nextChange(schedule, at);
    const end = change && change < until ? change : until;
    if (isOpen(schedule, at)) seconds += (end.getTime() - at.getTime()) / 1000;
    at = end;
  }
  return seconds;
};
