/** At most so many shots are made by one act. */
export const mostAtOnce = 1_000;

const range = /^([A-Z0-9_]*?)(\d{1,8})\s*(?:-|–|—|\.\.|TO)\s*([A-Z0-9_]*?)(\d{1,8})$/;
const plain = /^[A-Z0-9]+(_[A-Z0-9]+)*$/;

export type Codes = { codes: string[] } | { problem: string };

/**
 * `SH0010-SH0200` → SH0010, SH0020 … in steps of `step` (10 where both ends are round, else 1). Also a list of codes or
 * ranges between commas, blanks or lines, as pasted from a spreadsheet. The first thing wrong is said in words.
 */
export function expandCodes(text: string, step?: number): Codes {
  if (step !== undefined && (!Number.isInteger(step) || step < 1))
    return { problem: "The step is a whole number of at least 1" };
  const parts = text
    .toUpperCase()
    .replace(/\s*(-|–|—|\.\.|\bTO\b)\s*/g, "$1")
    .split(/[\s,;]+/)
    .filter(Boolean);
  const codes: string[] = [];
  for (const part of parts) {
    const found = range.exec(part);
    const more = found ? expandRange(part, found, step) : readCode(part);
    if ("problem" in more) return more;
    // Not spread into push(): a range may be long.
    for (const code of more.codes) codes.push(code);
    if (codes.length > mostAtOnce)
      return { problem: `“${short(text)}” makes ${codes.length} shots; make at most ${mostAtOnce} at once` };
  }
  const twice = codes.find((code, at) => codes.indexOf(code) !== at);
  return twice === undefined ? { codes } : { problem: `${twice} is named twice` };
}

const short = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text.trim());

const readCode = (text: string): Codes =>
  plain.test(text) && text.length <= 40
    ? { codes: [text] }
    : { problem: `“${short(text)}” is no shot code: A–Z, 0–9 and single underscores, like SH0010` };

function expandRange(
  text: string,
  [, prefix = "", from = "", second, to = ""]: RegExpExecArray,
  given?: number,
): Codes {
  const [first, last] = [Number(from), Number(to)];
  if (second && second !== prefix)
    return { problem: `The range ${text} mixes two kinds of code: write both ends alike, like SH0010-SH0050` };
  if (last < first)
    return { problem: `The range ${text} runs backwards: write the smaller number first, like SH0010-SH0050` };
  const step = given ?? (first % 10 === 0 && last % 10 === 0 ? 10 : 1);
  const count = Math.floor((last - first) / step) + 1;
  if (count > mostAtOnce)
    return { problem: `The range ${text} makes ${count} shots; make at most ${mostAtOnce} at once` };
  const codes = Array.from(
    { length: count },
    (_, n) => `${prefix}${String(first + n * step).padStart(from.length, "0")}`,
  );
  const bad = codes.find((code) => !plain.test(code) || code.length > 40);
  return bad === undefined ? { codes } : readCode(bad);
}

/** With its sequence before it: `SH0010` in SQ010 → `SQ010_SH0010`; one that has it stays. */
export const fullCode = (sequence: string, code: string): string =>
  code.startsWith(`${sequence}_`) ? code : `${sequence}_${code}`;

/** The number a code ends with, for finding the next one: `SQ010_SH0025` → 25, none → 0. */
const numberOf = (code: string): number => Number(/(\d+)$/.exec(code)?.[1] ?? 0);

/** The next round code after those of a sequence: `SH0040` after SQ010_SH0030. */
export const nextCode = (codes: readonly string[]): string => {
  const highest = codes.reduce((most, code) => Math.max(most, numberOf(code)), 0);
  return `SH${String(Math.floor(highest / 10) * 10 + 10).padStart(4, "0")}`;
};

/**
 * Codes for copies, each right after its original: SH0020 → SH0021 while free, then with a letter (SH0020_A). `taken`
 * holds every code of the project.
 */
export function copyCodes(originals: readonly string[], taken: ReadonlySet<string>): string[] {
  const used = new Set(taken);
  return originals.map((original) => {
    const code = copyCode(original, used);
    used.add(code);
    return code;
  });
}

function copyCode(original: string, used: ReadonlySet<string>): string {
  const end = /^(.*?)(\d+)$/.exec(original);
  if (end) {
    const [, head = "", digits = ""] = end;
    // Inside the gap that a step of ten leaves; beyond it the copy would look like the next shot.
    for (let n = Number(digits) + 1; n % 10 !== 0; n++) {
      const code = `${head}${String(n).padStart(digits.length, "0")}`;
      if (code.length <= 40 && !used.has(code)) return code;
    }
  }
  for (let n = 0; ; n++) {
    const tail = `_${n < 26 ? String.fromCharCode(65 + n) : `X${n}`}`;
    const code = `${original.slice(0, 40 - tail.length)}${tail}`;
    if (!used.has(code)) return code;
  }
}
