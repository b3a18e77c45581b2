import type { CellContext } from "./cells";
import { conditions, findField, queryFields } from "./query-fields";
import { parseQuery } from "./query-parse";
import type { TableShot } from "./table-shot";

export type Completion = { insert: string; label: string; detail: string };
/** `insert` of an option replaces what stands from `from` to `to`. */
export type Completions = { from: number; to: number; options: Completion[] };

const most = 8;

/** What could be written at the caret: the names of fields, and after a sign the values that occur among `shots`. */
export function completeQuery(
  text: string,
  caret: number,
  shots: readonly TableShot[],
  context: CellContext,
): Completions {
  const part = parseQuery(text).find(({ at, end }) => caret > at && caret <= end);
  if (!part) return { from: caret, to: caret, options: [] };
  const typed = text.slice(part.at, caret);
  const sign = /^-?[a-z-]+(?:!=|>=|<=|=|>|<|:)/i.exec(typed);
  if (!sign || part.key === null) {
    const word = typed.replace(/^-/, "").toLowerCase();
    return { from: caret - word.length, to: part.end, options: word === "" ? [] : fieldOptions(word) };
  }
  const values = typed.slice(sign[0].length);
  const last = values.lastIndexOf(",") + 1;
  const word = values.slice(last).replace(/^"/, "").toLowerCase();
  const from = part.at + sign[0].length + last;
  const comma = text.indexOf(",", caret);
  const to = comma !== -1 && comma < part.end ? comma : part.end;
  const options =
    part.key === "is"
      ? Object.entries(conditions).map(([id, { help }]) => ({ insert: id, label: id, detail: help }))
      : valueOptions(part.key, shots, context);
  const fits = options.filter(
    ({ insert, label, detail }) =>
      insert.toLowerCase() !== word &&
      (label.toLowerCase().includes(word) || (part.key !== "is" && detail.toLowerCase().includes(word))),
  );
  return { from, to, options: fits.slice(0, most) };
}

const fieldOptions = (word: string): Completion[] =>
  [
    ...queryFields.map(({ id, also, help }) => ({ names: [id, ...also], insert: `${id}=`, label: id, detail: help })),
    { names: ["is"], insert: "is:", label: "is", detail: "overdue, mine, unassigned, uncast …" },
  ]
    .filter(({ names }) => names.some((name) => name.startsWith(word)))
    .slice(0, most)
    .map(({ insert, label, detail }) => ({ insert, label, detail }));

const quote = (text: string) => (/[\s,"]/.test(text) || text === "" ? `"${text.replaceAll('"', "")}"` : text);

function valueOptions(key: string, shots: readonly TableShot[], context: CellContext): Completion[] {
  const field = findField(key);
  if (!field) return [];
  const count = (n: number) => (n === 1 ? "1 shot" : `${n} shots`);
  switch (field.kind) {
    case "status": {
      const known = context.index.statuses;
      const times = tally(shots.map((shot) => [field.read(shot, context)]));
      return known.map(({ code, name }) => ({
        ...{ insert: code, label: code },
        detail: `${name} · ${count(times.get(code) ?? 0)}`,
      }));
    }
    case "text":
    case "word": {
      if (field.id === "desc" || field.id === "note") return [];
      // A character is read by name and by code: the name is offered.
      const times = tally(shots.map((shot) => field.read(shot, context).filter((_, at) => at % 2 === 0)));
      const found = [...times]
        .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
        .map(([text, n]) => ({ insert: quote(text), label: text, detail: count(n) }));
      const none = { insert: "none", label: "none", detail: "Nothing there" };
      const me = { insert: "me", label: "me", detail: "You" };
      return [...(field.id === "who" ? [me] : []), ...found, ...(field.id === "shot" ? [] : [none])];
    }
    case "day":
      return ["today", "tomorrow", "+7d", "none"].map((insert) => ({ insert, label: insert, detail: "" }));
    case "number":
      return [];
  }
}

function tally(lists: readonly (readonly string[])[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const list of lists) for (const text of list) times.set(text, (times.get(text) ?? 0) + 1);
  return times;
}
