import { spanWords } from "@/components/ui/time-words";

type Guess = { seconds: number; low: number; high: number; samples: number };

/** "about 40 s", with its spread when that is worth telling: "about 40 s (30–55 s)". Null without history. */
export function guessWords(guess: Guess | null): string | null {
  if (!guess) return null;
  const { seconds, low, high } = guess;
  const about = `about ${spanWords(coarse(seconds))}`;
  return high - low > Math.max(2, 0.2 * seconds) ? `${about} (${rangeWords(low, high)})` : about;
}

/** Time left of running work with its spread: "about 3 min left (2–5 min)". */
export function leftWithSpread(seconds: number | null, guess: Guess | null): string | null {
  if (seconds === null) return null;
  if (seconds < 5) return "a few seconds left";
  const about = `about ${spanWords(coarse(seconds))} left`;
  if (!guess || guess.high - guess.low <= Math.max(5, 0.25 * seconds)) return about;
  return `${about} (${rangeWords(guess.low, guess.high)})`;
}

/** A length of time as exactly as it can be known: "2 h 10 min". */
export const aboutWords = (seconds: number): string => spanWords(coarse(seconds));

/** "2–5 min", "40 s–2 min". */
export function rangeWords(low: number, high: number): string {
  const [from, to] = [spanWords(coarse(low)), spanWords(coarse(high))];
  const unit = to.split(" ").at(-1) ?? "";
  const simple = from.split(" ").length === 2 && to.split(" ").length === 2;
  return simple && from.endsWith(` ${unit}`) ? `${from.slice(0, -unit.length - 1)}–${to}` : `${from}–${to}`;
}

/** Seconds as exactly as they can be known: half minutes above ten minutes, five minutes above three hours. */
const coarse = (seconds: number): number => {
  const step = seconds < 10 ? 1 : seconds < 60 ? 5 : seconds < 600 ? 10 : seconds < 3600 ? 60 : 300;
  return Math.max(1, Math.round(seconds / step) * step);
};

/** "14:05" today, "Tue 07:30" later; on this machine's clock. */
export function clockWords(at: string, now: number): string {
  const date = new Date(at);
  const time = date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (date.toDateString() === new Date(now).toDateString()) return time;
  return `${date.toLocaleDateString("en-GB", { weekday: "short" })} ${time}`;
}

/** GPU time so far: "4 min 20 s of node time", "0.4 s". Hours from an hour on, with one decimal: "12.5 h". */
export const costWords = (seconds: number): string =>
  seconds >= 36_000 ? `${Math.round(seconds / 360) / 10} h` : spanWords(seconds);
