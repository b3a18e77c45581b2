/** One line a fact, with the time: `12:03:04 finished Face pop after 3.1 s`. */
const line = (write: (text: string) => void) => (words: string) =>
  write(`${new Date().toTimeString().slice(0, 8)} ${words}`);

export const log = {
  info: line((text) => console.log(text)),
  warn: line((text) => console.warn(text)),
};

export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
