const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const minute = 60;
const hour = 3600;
const day = 86_400;

/** How long ago an instant was: "just now", "4 min ago", "yesterday", "3 Aug", "3 Aug 2024". A clock ahead of ours reads "just now". */
export function agoWords(at: string, now: number): string {
  const seconds = (now - Date.parse(at)) / 1000;
  if (seconds < 45) return "just now";
  if (seconds < hour) return `${Math.max(1, Math.round(seconds / minute))} min ago`;
  if (seconds < day) return `${Math.round(seconds / hour)} h ago`;
  const days = Math.floor(seconds / day);
  if (days === 1) return "yesterday";
  if (days < 7) return `${days} days ago`;
  return dayWords(at, now);
}

/** A date in words, with the year when it is another one: "3 Aug", "3 Aug 2024". */
export function dayWords(at: string, now: number): string {
  const date = new Date(at);
  const year = date.getFullYear() === new Date(now).getFullYear() ? "" : ` ${date.getFullYear()}`;
  return `${date.getDate()} ${months[date.getMonth()]}${year}`;
}

/** How long something ahead is away: "in 6 days", "in 3 h", "in 5 min", "now". */
export function untilWords(at: string, now: number): string {
  const seconds = (Date.parse(at) - now) / 1000;
  if (seconds < minute) return "now";
  if (seconds < hour) return `in ${Math.round(seconds / minute)} min`;
  if (seconds < 2 * day) return `in ${Math.round(seconds / hour)} h`;
  return `in ${Math.round(seconds / day)} days`;
}

/** A length of time: "0.4 s", "12 s", "3 min 20 s", "1 h 5 min". Seconds in. */
export function spanWords(seconds: number): string {
  if (seconds < 1) return `${Math.max(0.1, Math.round(seconds * 10) / 10)} s`;
  const whole = Math.round(seconds);
  if (whole < minute) return `${whole} s`;
  if (whole < hour) return joined(Math.floor(whole / minute), "min", whole % minute, "s");
  return joined(Math.floor(whole / hour), "h", Math.round((whole % hour) / minute), "min");
}

/** Time left of running work; null when nothing is known. Rounded coarsely, so that it does not flicker. */
export function leftWords(seconds: number | null): string | null {
  if (seconds === null) return null;
  if (seconds < 5) return "a few seconds left";
  if (seconds < minute) return `${Math.ceil(seconds / 5) * 5} s left`;
  if (seconds < hour) return `${Math.ceil(seconds / minute)} min left`;
  return `${joined(Math.floor(seconds / hour), "h", Math.round((seconds % hour) / minute), "min")} left`;
}

/** "9:41" for a countdown; never below "0:00". */
export function countdownWords(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / minute)}:${String(whole % minute).padStart(2, "0")}`;
}

const joined = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
