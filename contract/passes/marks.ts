import type { Box, Mark } from "./parts";

// Free of zod, so that the canvas, the form and the node read the same list in the same way.

export type MarkedPoint = { x: number; y: number };
/** One thing to cut out: what lies at `keep` and within `box`, without what lies at `not`. A box without `keep` says it alone. */
export type MarkedThing = { box: Box | null; keep: MarkedPoint[]; not: MarkedPoint[] };

/** As many as a list may hold. */
export const mostMarks = 64;

/** What a form or a recipe holds, as a list; anything else is none. */
export const marksOf = (value: unknown): readonly Mark[] => (Array.isArray(value) ? (value as Mark[]) : []);

/** Whether there is anything to look for: a box, or a point to keep. */
export const hasThing = (marks: readonly Mark[]): boolean => marks.some(({ kind }) => kind !== "not");

const within = ({ x, y }: MarkedPoint, box: Box): boolean =>
  x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height;

/**
 * The things a list of marks means, boxes in their order first. Each box is a thing of its own with the points that lie in it (in
 * the smallest box, where several hold a point); points to keep in no box are one more thing together; a point that is not of
 * it and lies in no box counts for every thing.
 */
export function thingsOf(marks: readonly Mark[]): MarkedThing[] {
  const boxes = marks.flatMap((mark): MarkedThing[] => {
    if (mark.kind !== "box") return [];
    const { x, y, width, height } = mark;
    return [{ box: { x, y, width, height }, keep: [], not: [] }];
  });
  const loose: MarkedThing = { box: null, keep: [], not: [] };
  const area = ({ box }: MarkedThing) => (box ? box.width * box.height : 0);
  const smallestFirst = boxes.toSorted((a, b) => area(a) - area(b));
  for (const mark of marks) {
    if (mark.kind === "box") continue;
    const at = { x: mark.x, y: mark.y };
    const owner = smallestFirst.find(({ box }) => box && within(at, box)) ?? loose;
    owner[mark.kind].push(at);
  }
  for (const thing of boxes) thing.not.push(...loose.not);
  return loose.keep.length > 0 ? [...boxes, loose] : boxes;
}

/** "2 keep, 1 not this, 1 box"; "none" for an empty list. */
export function marksWords(marks: readonly Mark[]): string {
  const count = (kind: Mark["kind"]) => marks.filter((mark) => mark.kind === kind).length;
  const [keep, not, box] = [count("keep"), count("not"), count("box")];
  const said = [
    keep ? `${keep} keep` : "",
    not ? `${not} not this` : "",
    box ? (box === 1 ? "1 box" : `${box} boxes`) : "",
  ].filter(Boolean);
  return said.join(", ") || "none";
}
