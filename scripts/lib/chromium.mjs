import { existsSync } from "node:fs";

const PLACES = [
  ...["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"],
  ...["/snap/bin/chromium", "/opt/homebrew/bin/chromium"],
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The browser the tests drive: CHROMIUM_PATH, else the first installed one, else null. */
export function chromiumPath(asked = process.env.CHROMIUM_PATH, places = PLACES) {
  if (asked) return existsSync(asked) ? asked : null;
  return places.find((place) => existsSync(place)) ?? null;
}
