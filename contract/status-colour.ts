type Rgb = readonly [number, number, number];

// The grounds a status stands on at their worst: the darkest light one and the lightest dark one, under a pressed row.
export const worstGround = { light: "#dcdcdc", dark: "#373737" } as const;
const enough = 4.5;
/** A chosen chip is tinted with its own colour by this share. */
export const ownTint = 0.1;

const rgbOf = (hex: string): Rgb => {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
};
const hexOf = (rgb: Rgb): string => `#${rgb.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;
const mixed = (over: Rgb, under: Rgb, share: number): Rgb => {
  const at = (n: 0 | 1 | 2) => over[n] * share + under[n] * (1 - share);
  return [at(0), at(1), at(2)];
};

const linear = (value: number) =>
  value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
const luminance = ([r, g, b]: Rgb) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
const ratio = (a: Rgb, b: Rgb): number => {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
};

/** The contrast of two `#rrggbb` colours as WCAG counts it, 1 to 21. */
export const contrastOf = (a: string, b: string): number => ratio(rgbOf(a), rgbOf(b));

/** `#rrggbb` in small letters, or undefined: what a person may pick. */
export const asColour = (text: string): string | undefined =>
  /^#[0-9a-f]{6}$/.test(text.trim().toLowerCase()) ? text.trim().toLowerCase() : undefined;

const readable = (rgb: Rgb, ground: Rgb): boolean =>
  ratio(rgb, ground) >= enough && ratio(rgb, mixed(rgb, ground, ownTint)) >= enough;

/** The colour itself where its words read at 4.5 to 1, else the nearest towards black (light theme) or white (dark). */
const fitted = (hex: string, theme: "light" | "dark"): string => {
  const colour = rgbOf(hex);
  const ground = rgbOf(worstGround[theme]);
  if (readable(colour, ground)) return hex;
  const end: Rgb = theme === "light" ? [0, 0, 0] : [255, 255, 255];
  let [low, high] = [0, 1];
  for (let n = 0; n < 12; n++) {
    const middle = (low + high) / 2;
    if (readable(mixed(end, colour, middle), ground)) high = middle;
    else low = middle;
  }
  // Rounding to whole channels must not undo the last step.
  return hexOf(mixed(end, colour, Math.min(1, high + 0.01)));
};

/** A picked colour as it is drawn in each theme: readable as words on every ground, the hue kept. */
export const drawnColours = (hex: string): { light: string; dark: string } => {
  const colour = asColour(hex) ?? "#9e9e9e";
  return { light: fitted(colour, "light"), dark: fitted(colour, "dark") };
};

/** The CSS colour of a picked one, `light-dark(…)`: readable as words in either theme. */
export const cssColour = (hex: string): string => {
  const { light, dark } = drawnColours(hex);
  return `light-dark(${light}, ${dark})`;
};
