// Other tools weigh words in their own signs. Ours are A1111's: (words:1.2).

const trim = (value: number) => String(Math.round(value * 100) / 100);

/** NovelAI's `{words}` (×1.05 each) and `1.2::words::` as (words:1.05). Its `[words]` (÷1.05) likewise. */
const fromNovelAi = (text: string): string =>
  text
    .replace(/(-?\d+(?:\.\d+)?)::([^:]*?)::/g, (_, weight: string, words: string) => weighed(words, Number(weight)))
    .replace(/(\{+)([^{}]+)(\}+)/g, (whole, open: string, words: string, close: string) =>
      open.length === close.length ? weighed(words, 1.05 ** open.length) : whole,
    )
    .replace(/(\[+)([^[\]]+)(\]+)/g, (whole, open: string, words: string, close: string) =>
      open.length === close.length ? weighed(words, 1.05 ** -open.length) : whole,
    );

/** InvokeAI's `word++`, `word-`, `(words)+` and `(words)1.3` as (words:1.21). */
const fromInvoke = (text: string): string =>
  text
    .replace(/\(([^()]+)\)(\++|-+|\d+(?:\.\d+)?)/g, (_, words: string, mark: string) => weighed(words, invoke(mark)))
    .replace(/([\p{L}\p{N}_]+)(\++|-{2,}|-(?=[\s,]|$))/gu, (_, word: string, mark: string) =>
      weighed(word, invoke(mark)),
    );

const invoke = (mark: string): number =>
  mark.startsWith("+") ? 1.1 ** mark.length : mark.startsWith("-") ? 0.9 ** mark.length : Number(mark);

/** A weight below nothing means "not this": it has no spelling of ours, so the words keep their sign. */
const weighed = (words: string, weight: number): string => {
  const rounded = trim(weight);
  return rounded === "1" ? words : `(${words.trim()}:${rounded})`;
};

/** A prompt of another tool with its weights in our spelling. Tools that spell as we do give the same text back. */
export const ourWeights = (text: string, tool: string): string => {
  if (tool === "NovelAI") return fromNovelAi(text);
  if (tool === "InvokeAI") return fromInvoke(text);
  return text;
};
