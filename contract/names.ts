import { z } from "zod";

// Control characters and direction overrides could make a name read as another one; plain right-to-left letters and the
// joiners of Persian and of emoji stay.
const unseen = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** A name for people: 1–120 characters after trimming, any script, no control or direction-override characters. */
export const displayName = (what: string, max = 120) =>
  z
    .string()
    .transform((text) => text.normalize("NFC").replace(/\s+/g, " ").replace(unseen, "").trim())
    .pipe(
      z
        .string()
        .min(1, { error: `${what} is empty: give it at least one letter` })
        .max(max, { error: `${what} is longer than ${max} characters: shorten it` }),
    );

/** Free text of several lines, at most `max` characters. */
export const longText = (what: string, max = 10_000) =>
  z
    .string()
    .max(max, { error: `${what} is longer than ${max} characters: shorten it` })
    .transform((text) => text.normalize("NFC").trim());

/** A code that survives file names and importers: `SQ010_SH0020`. Letters are raised, others refused. */
export const code = (what: string) =>
  z
    .string()
    .transform((text) => text.trim().toUpperCase())
    .pipe(
      z
        .string()
        .regex(/^[A-Z0-9]+(_[A-Z0-9]+)*$/, {
          error: `${what} may hold only A–Z, 0–9 and single underscores, like SQ010_SH0020`,
        })
        .max(40, {
          error: `${what} is longer than 40 characters: shorten it`,
        }),
    );

/** A trigger word a prompt can carry (A5): one word of letters, digits, `_` or `-`, lower case. */
export const triggerWord = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .pipe(
    z
      .string()
      .regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u, {
        error: "A trigger word is one word of letters, digits, _ or -, like mara_character",
      })
      .max(60, { error: "A trigger word is at most 60 characters" }),
  );

/** `Low Tide!` → `low-tide`: the project's place in the URL. Falls back to `untitled` for scripts without a-z. */
export const slugOf = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60) || "untitled";
