import { mostMarks } from "@/contract/passes/marks";
import type { Mark } from "@/contract/passes/parts";

type Point = { x: number; y: number };
type Size = { width: number; height: number };
type BoxMark = Extract<Mark, { kind: "box" }>;

/** A press that moved less is a click: CSS pixels. */
const SLIP = 4;
/** A box with a shorter side says nothing: pixels of the picture. */
const LEAST = 4;

const hold = (value: number, most: number) => Math.min(most, Math.max(0, value));
const tenth = (value: number) => Math.round(value * 10) / 10;
const onPicture = ({ x, y }: Point, { width, height }: Size) => x >= 0 && y >= 0 && x <= width && y <= height;

/** The box between two points, in whole pixels of the picture; null when it is too small to mean anything. */
export function boxBetween(a: Point, b: Point, { width, height }: Size): BoxMark | null {
  const [x0, x1] = [a.x, b.x].map((x) => Math.round(hold(x, width))).sort((one, other) => one - other) as [
    number,
    number,
  ];
  const [y0, y1] = [a.y, b.y].map((y) => Math.round(hold(y, height))).sort((one, other) => one - other) as [
    number,
    number,
  ];
  return x1 - x0 < LEAST || y1 - y0 < LEAST ? null : { kind: "box", x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
}

export type Press = { from: Point; to: Point; scale: number; not: boolean };

/** What a press on the picture, from one place to another in its pixels, marks there; null: nothing (beside it, or too small a box). */
export function markOf({ from, to, scale, not }: Press, picture: Size): Mark | null {
  if (Math.hypot(to.x - from.x, to.y - from.y) * scale >= SLIP) return boxBetween(from, to, picture);
  return onPicture(from, picture) ? { kind: not ? "not" : "keep", x: tenth(from.x), y: tenth(from.y) } : null;
}

/** The same list when it is full. */
export const withMark = (marks: readonly Mark[], mark: Mark): readonly Mark[] =>
  marks.length >= mostMarks ? marks : [...marks, mark];

export const withoutMark = (marks: readonly Mark[], at: number): readonly Mark[] => marks.filter((_, n) => n !== at);

const changed = (marks: readonly Mark[], at: number, change: (mark: Mark) => Mark): readonly Mark[] =>
  marks.map((mark, n) => (n === at ? change(mark) : mark));

/** Moved by pixels of the picture, which it does not leave. */
export const movedMark = (marks: readonly Mark[], at: number, by: Point, { width, height }: Size): readonly Mark[] =>
  changed(marks, at, (mark) => {
    if (mark.kind !== "box")
      return { ...mark, x: tenth(hold(mark.x + by.x, width)), y: tenth(hold(mark.y + by.y, height)) };
    const x = Math.round(hold(mark.x + by.x, width - mark.width));
    return { ...mark, x, y: Math.round(hold(mark.y + by.y, height - mark.height)) };
  });

/** A box with its lower right corner moved; never smaller than a box can be. Points stay. */
export const sizedMark = (marks: readonly Mark[], at: number, by: Point, { width, height }: Size): readonly Mark[] =>
  changed(marks, at, (mark) => {
    if (mark.kind !== "box") return mark;
    const side = (length: number, most: number) => Math.round(Math.min(most, Math.max(LEAST, length)));
    return {
      ...mark,
      width: side(mark.width + by.x, width - mark.x),
      height: side(mark.height + by.y, height - mark.y),
    };
  });

/** A point to keep becomes one that is not of it, and back. Boxes stay. */
export const turnedMark = (marks: readonly Mark[], at: number): readonly Mark[] =>
  changed(marks, at, (mark) => (mark.kind === "box" ? mark : { ...mark, kind: mark.kind === "keep" ? "not" : "keep" }));

const kindWords: Record<Mark["kind"], string> = { keep: "Keep", not: "Not this", box: "Box" };

/** "Keep 1", "Not this 1", "Keep 2", "Box 1": unique in the list. */
export function markNames(marks: readonly Mark[]): string[] {
  const counts = { keep: 0, not: 0, box: 0 };
  return marks.map(({ kind }) => `${kindWords[kind]} ${++counts[kind]}`);
}
