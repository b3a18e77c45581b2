const formula = /^[=+\-@\t\r]/;
const number = /^[+-]?(\d+([.,]\d+)?|[.,]\d+)$/;
const guarded = /^'+[=+\-@\t\r]/;

/** A cell that a spreadsheet would run gets a `'` before it; numbers stay numbers. `unguard` is its way back. */
export const guard = (text: string): string =>
  guarded.test(text) || (formula.test(text) && !number.test(text)) ? `'${text}` : text;

export const unguard = (text: string): string => (guarded.test(text) ? text.slice(1) : text);

/** Would a spreadsheet run this cell? */
export const looksLikeFormula = (text: string): boolean => formula.test(text) && !number.test(text);
