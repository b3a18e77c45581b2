/** A piece of a prompt as it was written. Their `raw` joined gives back every byte of the text. */
export type PromptToken = {
  kind: "text" | "escape" | "open" | "close" | "weight" | "break";
  raw: string;
  /** Where it begins in the text. */
  at: number;
};

/** A stretch of words under one weight. `at[i]` says where its letter i stands in the text. */
export type WeightedRun = { text: string; weight: number; at: number[]; break?: true };

export type PromptProblem = { at: number; text: string };

// The grammar of A1111, which ComfyUI and Forge share for round brackets. Order matters: an escape wins over a bracket.
const pattern = /\\[()[\]\\]?|[([]|:\s*[+-]?[.\d]+\s*\)|[)\]]|[^\\()[\]:]+|:/g;
const breaks = /(\s*\bBREAK\b\s*)/;

/** Take a prompt apart without losing a byte: `printTokens(tokenise(text)) === text`. */
export const tokenise = (text: string): PromptToken[] => {
  const tokens: PromptToken[] = [];
  for (const { 0: raw, index } of text.matchAll(pattern)) {
    if (raw.startsWith("\\")) tokens.push({ kind: "escape", raw, at: index });
    else if (raw === "(" || raw === "[") tokens.push({ kind: "open", raw, at: index });
    else if (raw === ")" || raw === "]") tokens.push({ kind: "close", raw, at: index });
    else if (raw.startsWith(":") && raw.endsWith(")")) tokens.push({ kind: "weight", raw, at: index });
    else {
      let at = index;
      for (const [n, part] of raw.split(breaks).entries()) {
        if (part !== "") tokens.push({ kind: n % 2 === 1 ? "break" : "text", raw: part, at });
        at += part.length;
      }
    }
  }
  return tokens;
};

export const printTokens = (tokens: readonly PromptToken[]): string => tokens.map(({ raw }) => raw).join("");

const round = 1.1;

/** What a model is told: `(x)` counts 1.1, `[x]` 1/1.1, `(x:1.3)` 1.3, nested ones multiply; and what reads oddly. */
export const weigh = (text: string): { runs: WeightedRun[]; problems: PromptProblem[] } => {
  const pieces: WeightedRun[] = [];
  const problems: PromptProblem[] = [];
  const open: Record<"(" | "[", { from: number; at: number }[]> = { "(": [], "[": [] };
  const letters = (words: string, from: number) => {
    pieces.push({ text: words, weight: 1, at: Array.from(words, (_, i) => from + i) });
  };
  const times = (from: number, factor: number) => {
    for (const piece of pieces.slice(from)) piece.weight *= factor;
  };
  for (const { kind, raw, at } of tokenise(text)) {
    if (kind === "text") letters(raw, at);
    if (kind === "escape") letters(raw.slice(1), at + 1);
    if (kind === "break") pieces.push({ text: "", weight: 1, at: [], break: true });
    if (kind === "open") open[raw as "(" | "["].push({ from: pieces.length, at });
    if (kind === "close" || kind === "weight") {
      const bracket = raw === "]" ? "[" : "(";
      const factor = kind === "weight" ? Number(raw.slice(1, -1)) : bracket === "(" ? round : 1 / round;
      const group = open[bracket].pop();
      const number = Number.isFinite(factor);
      if (group && number) times(group.from, factor);
      else {
        letters(raw, at);
        problems.push({ at, text: oddly(raw, kind, at, number) });
      }
    }
  }
  // A bracket nobody closed weighs everything after it, as in A1111: the last opened first.
  for (const bracket of ["(", "["] as const)
    for (const { from, at } of open[bracket].reverse()) {
      times(from, bracket === "(" ? round : 1 / round);
      problems.push({ at, text: `The ${bracket} at character ${at + 1} is never closed: it weighs all that follows.` });
    }
  return { runs: merged(pieces), problems: problems.sort((a, b) => a.at - b.at) };
};

const oddly = (raw: string, kind: PromptToken["kind"], at: number, number: boolean): string => {
  const where = `at character ${at + 1}`;
  if (!number) return `“${raw}” ${where} is no weight: write one number, like :1.2)`;
  if (kind === "weight") return `The weight “${raw}” ${where} has no ( before it and is read as words.`;
  return `The ${raw} ${where} closes nothing and is read as a sign. Write \\${raw} if you mean the sign.`;
};

const merged = (pieces: readonly WeightedRun[]): WeightedRun[] => {
  const runs: WeightedRun[] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last && !last.break && !piece.break && last.weight === piece.weight) {
      last.text += piece.text;
      last.at.push(...piece.at);
    } else runs.push({ ...piece, at: [...piece.at] });
  }
  return runs.filter(({ text, break: ends }) => text !== "" || ends);
};
