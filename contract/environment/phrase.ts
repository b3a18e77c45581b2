import { type Light, type TimeOfDay, wrapDegrees } from "./light";

const channels = (colour: string): [number, number, number] => {
  const read = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16) / 255;
  return [read(1), read(3), read(5)];
};

/** A word for a light's colour; empty for plain white. */
export const colourWord = (colour: string): string => {
  const [r, g, b] = channels(colour);
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
  const strength = most === 0 ? 0 : (most - least) / most;
  if (strength < 0.08) return "";
  const spread = most - least;
  const sixth = most === r ? (g - b) / spread : most === g ? 2 + (b - r) / spread : 4 + (r - g) / spread;
  const hue = wrapDegrees(sixth * 60);
  const deep = strength > 0.6;
  if (hue < 12 || hue >= 340) return deep ? "red" : "rosy";
  if (hue < 28) return deep ? "orange" : "warm";
  if (hue < 52) return deep ? "golden" : "warm";
  if (hue < 70) return "yellow";
  if (hue < 165) return "green";
  if (hue < 200) return deep ? "cyan" : "cool";
  if (hue < 260) return deep ? "blue" : "cool blue";
  return hue < 300 ? "violet" : "magenta";
};

const strengthWord = (intensity: number): string =>
  intensity < 0.15 ? "faint" : intensity < 0.45 ? "dim" : intensity < 0.8 ? "soft" : intensity <= 1.4 ? "" : "harsh";

const nounOf = (time: TimeOfDay): string =>
  ({ morning: "morning light", noon: "midday light", dusk: "dusk light", night: "moonlight", other: "light" })[time];

/** Where the light comes from, in words a model knows. */
export const sideWords = (azimuth: number, elevation: number): string => {
  if (elevation >= 60) return "from above";
  if (elevation <= -20) return "from below";
  const sector = Math.round(wrapDegrees(azimuth) / 45) % 8;
  const words = [
    "from behind, backlit silhouette",
    "from behind on the right, rim light",
    "from the right side",
    "from the front right",
    "from the front",
    "from the front left",
    "from the left side",
    "from behind on the left, rim light",
  ];
  return words[sector] ?? "";
};

const restless = (light: Pick<Light, "flicker">): boolean => {
  const levels = light.flicker.map(({ level }) => level);
  return levels.length > 1 && Math.max(...levels) - Math.min(...levels) > 0.05;
};

/** The light as a piece of a prompt: "soft warm morning light from the left side, low sun, long shadows". */
export const lightPhrase = (light: Light & { timeOfDay: TimeOfDay }): string => {
  const { timeOfDay, azimuth, elevation, colour, intensity } = light;
  const kind = [strengthWord(intensity), colourWord(colour), nounOf(timeOfDay)].filter(Boolean).join(" ");
  const low = elevation > -20 && elevation < 20;
  const source = timeOfDay === "night" ? "low moon" : timeOfDay === "other" ? "low light" : "low sun";
  return [
    `${kind} ${sideWords(azimuth, elevation)}`,
    low ? `${source}, long shadows` : "",
    restless(light) ? "flickering light" : "",
  ]
    .filter(Boolean)
    .join(", ");
};
