import { weigh } from "./weights";

/** A text encoder reads 77 tokens at a time; two of them mark beginning and end. */
export const tokenWindow = 77;
export const usableTokens = 75;

/** The encoders we count for. CLIP L and CLIP G share one vocabulary, so their counts agree. */
export const encoders = [
  { id: "clip-l", title: "CLIP L", models: "SD 1.5, SDXL" },
  { id: "clip-g", title: "CLIP G", models: "SDXL" },
] as const;

export type TokenCount = {
  /** Tokens of the words; brackets and weights cost none. */
  tokens: number;
  /** Windows of 75 the prompt fills; an empty prompt fills one. */
  chunks: number;
  /** Where in the text the second and every later window begins. */
  marks: number[];
};

// CLIP's own way to cut text into words; each is then encoded by itself, so counts of words add up.
const words = /'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+/giu;

/** Count a prompt. `cost` says how many tokens the encoder makes of one word, given in lower case. `BREAK` begins a new window. */
export const countTokens = (text: string, cost: (word: string) => number): TokenCount => {
  let tokens = 0;
  let filled = 0;
  const marks: number[] = [];
  for (const run of weigh(text).runs) {
    if (run.break) filled = Math.ceil(filled / usableTokens) * usableTokens;
    for (const { 0: word, index } of run.text.matchAll(words)) {
      const price = cost(word.toLowerCase());
      const before = Math.ceil(filled / usableTokens);
      filled += price;
      tokens += price;
      // A word that straddles the end begins the next window for the eye.
      for (let n = Math.max(1, before); n < Math.ceil(filled / usableTokens); n++) marks.push(run.at[index] ?? 0);
    }
  }
  return { tokens, chunks: Math.max(1, Math.ceil(filled / usableTokens)), marks };
};
