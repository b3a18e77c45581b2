import { type CellContext, placeName } from "./cells";
import { conditions, fieldNames, findField, type QueryField } from "./query-fields";
import { type Operator, parseQuery, type QueryPart, type QueryValue } from "./query-parse";
import { readDay } from "./read-day";
import type { TableShot } from "./table-shot";

export type QueryProblem = { text: string; at: number; end: number };
type Test = (shot: TableShot, context: CellContext) => boolean;

export type Query = {
  /** Whether a row fits every part that means something. */
  matches: (shot: TableShot) => boolean;
  problems: QueryProblem[];
};

/**
 * `sq010 render=wip cast=mei,tomas -is:overdue frames>48 "night rain"`: every part must hold, a comma means or, a minus
 * or `!=` turns round, `none` is an empty cell, `me` is who asks. A part that means nothing is left out and said.
 */
export function compileQuery(text: string, context: CellContext): Query {
  const problems: QueryProblem[] = [];
  const tests: Test[] = [];
  for (const part of parseQuery(text)) {
    const made = testOf(part, text, context);
    if (made === undefined) continue;
    if (typeof made === "string") problems.push({ text: made, at: part.at, end: part.end });
    else tests.push(part.not ? (shot, at) => !made(shot, at) : made);
  }
  return { matches: (shot) => tests.every((test) => test(shot, context)), problems };
}

/** The test of one part, a problem in words, or undefined while it is still being typed. */
function testOf(part: QueryPart, text: string, context: CellContext): Test | string | undefined {
  if (part.open) return 'A quote is opened and not closed: end it with another "';
  if (part.key === null) return part.values.length === 0 ? undefined : anywhere(part.values, context);
  if (part.key === "is") return conditionOf(part);
  const field = findField(part.key);
  if (!field) {
    // "12:30" and "scene: the pier" are words, "rendr=wip" is a slip.
    if (part.colon)
      return anywhere([{ text: text.slice(part.at + (part.not ? 1 : 0), part.end), quoted: false }], context);
    const near = nearest(part.key, fieldNames);
    return `There is no “${part.key}” to ask for${near ? `: did you mean ${near}?` : ""}`;
  }
  if (part.values.length === 0) return undefined;
  const tests: Test[] = [];
  for (const value of part.values) {
    const made = compare(field, part.operator, value, context);
    if (typeof made === "string") return made;
    tests.push(made);
  }
  const some: Test = (shot, at) => tests.some((test) => test(shot, at));
  return part.operator === "!=" ? (shot, at) => !some(shot, at) : some;
}

function conditionOf(part: QueryPart): Test | string | undefined {
  if (part.values.length === 0) return undefined;
  const known = Object.keys(conditions);
  const tests: Test[] = [];
  for (const { text } of part.values) {
    const condition = Object.hasOwn(conditions, text.toLowerCase()) ? conditions[text.toLowerCase()] : undefined;
    if (!condition) {
      const near = nearest(text.toLowerCase(), known);
      return `“is:${text}” means nothing: ${near ? `did you mean is:${near}?` : `there are ${known.join(", ")}`}`;
    }
    tests.push(condition.holds);
  }
  const some: Test = (shot, at) => tests.some((test) => test(shot, at));
  return part.operator === "!=" ? (shot, at) => !some(shot, at) : some;
}

const has = (text: string | null | undefined, wanted: string) => text?.toLowerCase().includes(wanted) ?? false;

function anywhere(values: readonly QueryValue[], { index }: CellContext): Test {
  const wanted = values.map(({ text, quoted }) => ({ text: text.toLowerCase(), me: !quoted && text === "me" }));
  return (shot, context) =>
    wanted.some(({ text, me }) =>
      me
        ? shot.assigneeId === context.me
        : has(shot.code, text) ||
          has(shot.description, text) ||
          has(shot.sequence, text) ||
          (shot.scene !== "" && has(`scene ${shot.scene}`, text)) ||
          has(index.statusByCode.get(shot.status)?.name, text) ||
          (shot.environmentId !== null && has(placeName(shot, index), text)) ||
          (shot.assigneeId !== null && has(index.personById.get(shot.assigneeId)?.name, text)) ||
          shot.cast.some((id) => has(index.characterById.get(id)?.name, text)) ||
          has(shot.lastNote?.body, text),
    );
}

const orders = (operator: Operator): operator is ">" | "<" | ">=" | "<=" => operator !== "=" && operator !== "!=";
const holds = <T extends number | string>(is: T, operator: Operator, than: T): boolean => {
  switch (operator) {
    case ">":
      return is > than;
    case "<":
      return is < than;
    case ">=":
      return is >= than;
    case "<=":
      return is <= than;
    default:
      return is === than;
  }
};

/** `!=` is tested as `=` here and turned round by who calls. */
function compare(field: QueryField, operator: Operator, value: QueryValue, context: CellContext): Test | string {
  const wanted = value.text.trim().toLowerCase();
  const none = !value.quoted && wanted === "none";
  if (orders(operator) && (field.kind === "text" || field.kind === "word" || field.kind === "status"))
    return `“${field.id}” knows no order: use = or !=`;
  switch (field.kind) {
    case "text":
    case "word": {
      const { read, kind, id } = field;
      if (none || wanted === "") return (shot, at) => read(shot, at).length === 0;
      if (id === "who" && wanted === "me" && !value.quoted) return (shot, at) => shot.assigneeId === at.me;
      if (kind === "text") return (shot, at) => read(shot, at).some((text) => has(text, wanted));
      const start = wanted.endsWith("*") ? wanted.slice(0, -1) : undefined;
      return (shot, at) =>
        read(shot, at).some((text) =>
          start === undefined ? text.toLowerCase() === wanted : text.toLowerCase().startsWith(start),
        );
    }
    case "number": {
      const { read, id, unit } = field;
      if (none) return (shot, at) => read(shot, at) === null;
      const number = Number(wanted.replace(",", ".").replace(unit === "seconds" ? /\s*s$/ : "", ""));
      if (wanted === "" || !Number.isFinite(number)) return `“${value.text}” is no number: write like ${id}>48`;
      // Equal as far as the number is written: time=2 finds 2.0 s.
      const equal = (is: number) => Math.abs(is - number) < (Number.isInteger(is) ? 1e-9 : 0.05);
      return (shot, at) => {
        const is = read(shot, at);
        return is !== null && (orders(operator) ? holds(is, operator, number) : equal(is));
      };
    }
    case "day": {
      const { read } = field;
      if (none) return (shot, at) => read(shot, at) === null;
      const day = readDay(wanted, context.today);
      if (day === undefined) return `“${value.text}” is no day: write ${context.today}, today or +7d`;
      return (shot, at) => {
        const is = read(shot, at);
        return is !== null && holds(is, operator, day);
      };
    }
    case "status":
      return compareStatus(field, value, context);
  }
}

/** By short name, or by a part of the name where no short name fits. */
function compareStatus(
  field: Extract<QueryField, { kind: "status" }>,
  { text }: QueryValue,
  { index }: CellContext,
): Test | string {
  const wanted = text.trim().toLowerCase();
  const known = index.statuses;
  const exact = known.filter(({ code }) => code.toLowerCase() === wanted);
  const found = exact.length > 0 ? exact : known.filter(({ name }) => has(name, wanted));
  if (found.length === 0 || wanted === "")
    return `No status is called “${text}”: there are ${known.map(({ code }) => code).join(", ")}`;
  const codes = new Set(found.map(({ code }) => code));
  return (shot, at) => codes.has(field.read(shot, at));
}

/** The known word that differs by at most two letters. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.min(2, Math.max(1, word.length - 2)) + 1;
  for (const candidate of known) {
    const distance = lettersApart(word, candidate);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

function lettersApart(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
