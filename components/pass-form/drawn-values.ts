import type { Params } from "@/contract/passes/active-fields";
import type { FormField } from "@/contract/passes/fields";
import type { Box, EyeLine, FaceBox } from "@/contract/passes/parts";

/** Image pixels, as the canvas keeps its box. */
export type DrawnRect = { x: number; y: number; w: number; h: number };
/** Marking on the picture, where there is one: whether presses mark it now, and a mark for those who use keys. */
export type Marking = { on: boolean; set: (on: boolean) => void; addMiddle: () => void };
/** What is drawn on the picture now, and how the form changes it. */
export type Drawn = {
  box: DrawnRect | null;
  eyeLine: EyeLine | null;
  setBox: (box: DrawnRect | null) => void;
  setEyeLine: (line: EyeLine | null | "default") => void;
  /** Gives the person the box tool; null where there is no picture to draw on: numbers are typed instead. */
  drawBox: (() => void) | null;
  /** Left out where there is no picture, or nothing to mark. */
  marking?: Marking | null;
};

const tenth = (value: number) => Math.round(value * 10) / 10;

export const toBox = ({ x, y, w, h }: DrawnRect): Box => ({ x, y, width: w, height: h });
export const fromBox = ({ x, y, width, height }: Box): DrawnRect => ({ x, y, w: width, h: height });

/** The square around the middle of a box that is as wide as its longer side. */
export const toFaceBox = ({ x, y, w, h }: DrawnRect): FaceBox => ({
  x: x + w / 2,
  y: y + h / 2,
  side: Math.max(8, w, h),
});
export const fromFaceBox = ({ x, y, side }: FaceBox): DrawnRect => ({
  x: Math.round(x - side / 2),
  y: Math.round(y - side / 2),
  w: Math.round(side),
  h: Math.round(side),
});

export const toEyeLine = ({ left, right }: EyeLine): EyeLine => ({
  left: { x: tenth(left.x), y: tenth(left.y) },
  right: { x: tenth(right.x), y: tenth(right.y) },
});

/** The form's values with what is drawn on the picture in its fields. */
export function withDrawn(
  fields: readonly FormField[],
  values: Params,
  { box, eyeLine }: Pick<Drawn, "box" | "eyeLine">,
): Params {
  const drawn: Params = {};
  for (const { name, kind } of fields) {
    if (kind === "box") drawn[name] = box ? toBox(box) : undefined;
    if (kind === "face-box") drawn[name] = box ? toFaceBox(box) : undefined;
    if (kind === "eye-line") drawn[name] = eyeLine ? toEyeLine(eyeLine) : undefined;
  }
  return { ...values, ...drawn };
}
