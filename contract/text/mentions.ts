import { type IdKind, isIdOf } from "../id-kinds";

/** What a chip in a text can stand for. */
export const mentionKinds = ["user", "character", "environment", "shot"] as const satisfies readonly IdKind[];
export type MentionKind = (typeof mentionKinds)[number];
export type Mention = { kind: MentionKind; id: string; label: string };
export type Segment = string | Mention;

// "@[Mei Lin](chr_…)": readable where nobody parses it, and a name that only looks like a mention binds nobody.
const pattern = /@\[((?:[^\]\\]|\\.){1,160})\]\(([a-z]{3}_[0-9A-Za-z]{20})\)/g;
const kindOf = (id: string) => mentionKinds.find((kind) => isIdOf(kind, id));

/** A text as plain pieces and chips, in order. A chip of an unknown kind stays text. */
export const segmentsOf = (text: string): Segment[] => {
  const segments: Segment[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    const [whole, label = "", id = ""] = match;
    const kind = kindOf(id);
    if (!kind) continue;
    if (match.index > at) segments.push(text.slice(at, match.index));
    segments.push({ kind, id, label: label.replace(/\\(.)/g, "$1") });
    at = match.index + whole.length;
  }
  if (at < text.length) segments.push(text.slice(at));
  return segments;
};

/** How a chip is stored. The label is what its name was then; the id is what binds. */
export const mentionText = ({ id, label }: Pick<Mention, "id" | "label">): string =>
  `@[${label.slice(0, 80).replace(/[\\[\]]/g, (mark) => `\\${mark}`)}](${id})`;

/** The chips of a text, each id once. */
export const mentionsOf = (text: string): Mention[] => {
  const byId = new Map<string, Mention>();
  for (const segment of segmentsOf(text)) if (typeof segment !== "string") byId.set(segment.id, segment);
  return [...byId.values()];
};

/** A text as a person reads it in one line: chips become "@Mei Lin". */
export const plainText = (text: string): string =>
  segmentsOf(text)
    .map((segment) => (typeof segment === "string" ? segment : `@${segment.label}`))
    .join("");
