export const themes = ["dark", "light", "system"] as const;
export type Theme = (typeof themes)[number];

/** The root layout reads this cookie and writes `<html data-theme>`: no script, no flash. */
export const themeCookie = "backlot-theme";

/** The cookie's word, or dark. */
export function parseTheme(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? "dark";
}
