/** A part of a prompt with the weight all of it stands under: "(a, b:1.2)" ↔ "a, b" and 1.2. */
export type WeighedPart = { text: string; weight: number };

/** The part and its weight; 1 when no bracket holds the whole of it. */
export const readPart = (part: string): WeighedPart => {
  const [, inner = "", weight = ""] = /^\((.*):\s*(\d+(?:\.\d+)?)\s*\)$/s.exec(part.trim()) ?? [];
  return inner !== "" && balanced(inner)
    ? { text: inner.trim(), weight: Number(weight) }
    : { text: part.trim(), weight: 1 };
};

/** Every bracket inside is opened before it is closed: else the outer ones belong to different groups. */
const balanced = (text: string): boolean => {
  let depth = 0;
  for (const letter of text.replace(/\\[()]/g, "")) {
    if (letter === "(") depth++;
    if (letter === ")" && --depth < 0) return false;
  }
  return depth === 0;
};

/** The part under its weight; nothing is written around a weight of 1 or around no words. */
export const writePart = ({ text, weight }: WeighedPart): string => {
  const words = text.trim().replace(/^[\s,]+|[\s,]+$/g, "");
  return words === "" || weight === 1 ? words : `(${words}:${Math.round(weight * 100) / 100})`;
};
