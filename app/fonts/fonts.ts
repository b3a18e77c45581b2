import localFont from "next/font/local";

// "optional": text that is painted never moves when a font comes late; such a page keeps its fallback until the next one.
// The extended subset is its own family, listed first and narrowed by unicode-range: it loads only when a page uses it.
const inter = localFont({
  src: "./inter-latin.woff2",
  weight: "100 900",
  display: "optional",
  variable: "--font-inter",
  adjustFontFallback: "Arial",
});
const interExtended = localFont({
  src: "./inter-latin-ext.woff2",
  weight: "100 900",
  display: "optional",
  variable: "--font-inter-ext",
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+0304, U+0308, U+0329, U+1D00-1DBF, U+1E00-1E9F, U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C0, U+2113, U+2C60-2C7F, U+A720-A7FF",
    },
  ],
});
const mono = localFont({
  src: "./jetbrains-mono-latin.woff2",
  weight: "100 800",
  display: "optional",
  variable: "--font-jetbrains",
  adjustFontFallback: false,
});
const monoExtended = localFont({
  src: "./jetbrains-mono-latin-ext.woff2",
  weight: "100 800",
  display: "optional",
  variable: "--font-jetbrains-ext",
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+0304, U+0308, U+0329, U+1D00-1DBF, U+1E00-1E9F, U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C0, U+2113, U+2C60-2C7F, U+A720-A7FF",
    },
  ],
});

/** Class names for `<html>`: they define the four font variables that globals.css reads. */
export const fontVariables = [inter, interExtended, mono, monoExtended].map((font) => font.variable).join(" ");
