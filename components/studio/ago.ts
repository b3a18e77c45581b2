const units = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** "3 minutes ago", "yesterday", "just now". `at` is a date or its ISO text; both in the past of `now`. */
export const ago = (at: Date | string, now = Date.now()): string => {
  const seconds = Math.max(0, (now - new Date(at).getTime()) / 1000);
  const unit = units.find(([, size]) => seconds >= size);
  if (!unit) return "just now";
  return new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" }).format(-Math.floor(seconds / unit[1]), unit[0]);
};
