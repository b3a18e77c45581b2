/**
 * The selected words, or the word at the caret, with their weight one step up or down: `smile` → `(smile:1.1)` →
 * `(smile:1.2)`, and back to plain words at 1. Answers the text and what to select now. Weights stay within 0.1–3.
 */
export const reweigh = (
  text: string,
  start: number,
  end: number,
  step: number,
): { text: string; start: number; end: number } => {
  const [from, to] = start === end ? wordAt(text, start) : trimmed(text, start, end);
  if (from === to) return { text, start, end };
  const inside = /^:(\d+(?:\.\d+)?)\)/.exec(text.slice(to));
  const held = inside !== null && text[from - 1] === "(";
  const plain = !held && text[from - 1] === "(" && text[to] === ")";
  const now = held ? Number(inside[1]) : plain ? 1.1 : 1;
  const next = Math.round(Math.min(3, Math.max(0.1, now + step)) * 100) / 100;
  const words = text.slice(from, to);
  const before = text.slice(0, held || plain ? from - 1 : from);
  const after = text.slice(held ? to + inside[0].length : plain ? to + 1 : to);
  const written = next === 1 ? words : `(${words}:${next})`;
  const shift = before.length + (next === 1 ? 0 : 1);
  return { text: `${before}${written}${after}`, start: shift, end: shift + words.length };
};

const trimmed = (text: string, start: number, end: number): [number, number] => {
  const words = text.slice(start, end);
  const lead = words.length - words.trimStart().length;
  const trail = words.length - words.trimEnd().length;
  return lead === words.length ? [start, start] : [start + lead, end - trail];
};

const wordAt = (text: string, caret: number): [number, number] => {
  const before = /[^\s,()[\]:]*$/.exec(text.slice(0, caret))?.[0].length ?? 0;
  const after = /^[^\s,()[\]:]*/.exec(text.slice(caret))?.[0].length ?? 0;
  return [caret - before, caret + after];
};
