/** Parts as one list: `a, b`. Spaces and commas at the ends of a part are dropped, empty parts too; the inside stays. */
export const joinParts = (parts: readonly string[]): string =>
  parts
    .map((part) => part.replace(/^[\s,]+|[\s,]+$/g, ""))
    .filter((part) => part !== "")
    .join(", ");

/** `phrase` at the end of `text`, letter for letter. Unchanged when the text holds it already. */
export const insertPhrase = (text: string, phrase: string): string => {
  const base = text.replace(/[\s,]+$/, "");
  if (phrase === "" || base.includes(phrase)) return text;
  return base === "" ? phrase : `${base}, ${phrase}`;
};

/** Whether `word` stands in `text` by itself, in any case: `dave` does not stand in `dave_character`. */
export const holdsWord = (text: string, word: string): boolean => {
  const letters = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}_-])${letters}(?![\\p{L}\\p{N}_-])`, "iu").test(text);
};
