export type Operator = "=" | "!=" | ">" | "<" | ">=" | "<=";

export type QueryValue = { text: string; quoted: boolean };

/** One part of a query as it was written. `key` is null for a free word. `at` and `end` say where it stands. */
export type QueryPart = {
  key: string | null;
  operator: Operator;
  /** One of these is enough. */
  values: QueryValue[];
  /** A minus before it. */
  not: boolean;
  at: number;
  end: number;
  /** Quotes were opened and not closed. */
  open: boolean;
  /** Written with a colon: an unknown word before it may be meant as it stands, like 12:30. */
  colon: boolean;
};

const head = /^(-?)(?:([a-z][a-z-]*)(!=|>=|<=|=|>|<|:))?/i;
const blank = /\s/;

/** Takes a query apart; says nothing about whether its words mean something. */
export function parseQuery(text: string): QueryPart[] {
  const parts: QueryPart[] = [];
  let at = 0;
  while (at < text.length) {
    if (blank.test(text[at] ?? "")) {
      at += 1;
      continue;
    }
    const [whole = "", minus, key, sign] = head.exec(text.slice(at)) ?? [];
    const from = at;
    const read = readValues(text, at + whole.length, key !== undefined);
    at = Math.max(read.end, from + 1);
    parts.push({
      ...{
        key: key?.toLowerCase() ?? null,
        values: read.values,
        not: minus === "-",
        at: from,
        end: at,
        open: read.open,
      },
      operator: sign === undefined || sign === ":" ? "=" : (sign as Operator),
      colon: sign === ":",
    });
  }
  return parts;
}

/** Values up to the next blank outside quotes; only after a key do commas part them, a free word "a,b" means either too. */
function readValues(text: string, from: number, keyed: boolean): { values: QueryValue[]; end: number; open: boolean } {
  const values: QueryValue[] = [];
  let at = from;
  let open = false;
  for (;;) {
    if (text[at] === '"') {
      const close = text.indexOf('"', at + 1);
      open = close === -1;
      const end = open ? text.length : close;
      values.push({ text: text.slice(at + 1, end), quoted: true });
      at = open ? end : end + 1;
    } else {
      let end = at;
      while (end < text.length && !blank.test(text[end] ?? "") && text[end] !== ",") end += 1;
      if (end > at) values.push({ text: text.slice(at, end), quoted: false });
      at = end;
    }
    if (text[at] !== "," || (!keyed && values.length === 0 && blank.test(text[at + 1] ?? " "))) break;
    at += 1;
  }
  return { values, end: at, open };
}
