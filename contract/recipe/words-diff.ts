/** A stretch of two texts: in both, only in the first, or only in the second. The `same` and `gone` ones joined are the first. */
export type WordPiece = { kind: "same" | "gone" | "new"; text: string };

// A word, a weight or a run of anything else: spaces belong to nobody, so that a changed word is one change.
const parts = (text: string): string[] => text.match(/\s+|[\p{L}\p{N}_'’.-]+|[^\s\p{L}\p{N}_'’.-]/gu) ?? [];

/** Words beyond this many are compared as two whole texts: the table has their product of cells. */
const most = 2_500;

/** How two prompts differ, word by word. Neighbours of one kind are one piece; equal texts are one `same` piece. */
export const diffWords = (before: string, after: string): WordPiece[] => {
  if (before === after) return before === "" ? [] : [{ kind: "same", text: before }];
  const [a, b] = [parts(before), parts(after)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const [left, right] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  const pieces: WordPiece[] = [];
  const add = (kind: WordPiece["kind"], words: readonly string[]) => {
    if (words.length > 0) pieces.push({ kind, text: words.join("") });
  };
  add("same", a.slice(0, head));
  if (left.length > most || right.length > most) {
    add("gone", left);
    add("new", right);
  } else pieces.push(...middle(left, right));
  add("same", tail === 0 ? [] : a.slice(-tail));
  return joined(pieces);
};

/** The longest common run of words, by the usual table, from the end. */
const middle = (a: readonly string[], b: readonly string[]): WordPiece[] => {
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] =
        a[i] === b[j]
          ? (common[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0);
  const pieces: WordPiece[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [one, other] = [a[i], b[j]];
    if (one !== undefined && one === other) {
      pieces.push({ kind: "same", text: one });
      i++;
      j++;
    } else if (one !== undefined && (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0)) {
      pieces.push({ kind: "gone", text: one });
      i++;
    } else if (other !== undefined) {
      pieces.push({ kind: "new", text: other });
      j++;
    } else if (one !== undefined) {
      pieces.push({ kind: "gone", text: one });
      i++;
    }
  }
  return pieces;
};

/** Neighbours of one kind become one; a lone space between two changes belongs to both, or a phrase would fall to pieces. */
const joined = (pieces: readonly WordPiece[]): WordPiece[] => {
  const merged: WordPiece[] = [];
  let [gone, fresh] = ["", ""];
  const flush = () => {
    if (gone !== "") merged.push({ kind: "gone", text: gone });
    if (fresh !== "") merged.push({ kind: "new", text: fresh });
    [gone, fresh] = ["", ""];
  };
  for (const [at, { kind, text }] of pieces.entries()) {
    if (kind === "gone") gone += text;
    else if (kind === "new") fresh += text;
    else if (text.trim() === "" && gone + fresh !== "" && pieces[at + 1] && pieces[at + 1]?.kind !== "same") {
      gone += text;
      fresh += text;
    } else {
      flush();
      const last = merged.at(-1);
      if (last?.kind === "same") last.text += text;
      else merged.push({ kind, text });
    }
  }
  flush();
  return merged;
};
