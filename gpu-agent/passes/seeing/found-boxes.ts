import { z } from "zod";
import { PassError } from "../../engines/engine";
import { blank, type Grey, type Window } from "../../geometry/pixels";

/** A place where something was found; `score` 0–1, null where the finder gives none. Pixels of the picture it looked at. */
export type FoundBox = { x0: number; y0: number; x1: number; y1: number; score: number | null };

const Corners = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const Sided = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  score: z.number().optional(),
});
/** One entry a picture: boxes with sides, bare corners (older packs), or corners beside their words (newer ones). */
const Answer = z.array(
  z.union([z.array(Sided), z.array(Corners), z.object({ bboxes: z.array(Corners) }).transform(({ bboxes }) => bboxes)]),
);

const toBox = (each: z.infer<typeof Sided> | z.infer<typeof Corners>): FoundBox =>
  Array.isArray(each)
    ? {
        ...{ x0: Math.min(each[0], each[2]), y0: Math.min(each[1], each[3]) },
        ...{ x1: Math.max(each[0], each[2]), y1: Math.max(each[1], each[3]) },
        score: null,
      }
    : { x0: each.x, y0: each.y, x1: each.x + each.width, y1: each.y + each.height, score: each.score ?? null };

/** The boxes in what a finder answered as JSON, in its order, cut to the picture. */
export const readBoxes = (text: string, { width, height }: { width: number; height: number }): FoundBox[] => {
  const given = Answer.safeParse(parsed(text));
  if (!given.success)
    throw new PassError("engine", "elsewhere", "The image server's finder answered in a way this node cannot read.");
  return (given.data[0] ?? []).map(toBox).map((box) => ({
    ...{ x0: Math.max(0, box.x0), y0: Math.max(0, box.y0) },
    ...{ x1: Math.min(width, box.x1), y1: Math.min(height, box.y1) },
    score: box.score,
  }));
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Less than two pixels are no thing. */
const isPlace = ({ x0, y0, x1, y1 }: FoundBox) => x1 - x0 >= 2 && y1 - y0 >= 2;
const area = ({ x0, y0, x1, y1 }: FoundBox) => (x1 - x0) * (y1 - y0);
const shared = (a: FoundBox, b: FoundBox) =>
  Math.max(0, Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0)) * Math.max(0, Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0));

/**
 * The `most` surest boxes (largest where nothing says how sure), one for each thing, from left to right, so that the
 * first mask is the one on the left each time. They are the very objects that were given.
 */
export const surestBoxes = (found: readonly FoundBox[], most: number): FoundBox[] => {
  const order = found.filter(isPlace).toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0) || area(b) - area(a));
  const kept: FoundBox[] = [];
  for (const box of order) {
    // Finders name one thing twice; nine tenths of a box within another of about its size is the same thing.
    const twice = kept.some((other) => shared(box, other) / Math.max(area(box), area(other)) > 0.9);
    if (!twice && kept.length < most) kept.push(box);
  }
  return kept.toSorted((a, b) => a.x0 + a.x1 - (b.x0 + b.x1));
};

/** Points inside a thing for a finder that takes no boxes: its middle and a third down, where a person is widest. */
export const pointsIn = ({ x0, y0, x1, y1 }: FoundBox): { x: number; y: number }[] => {
  const x = Math.round((x0 + x1) / 2);
  return [0.33, 0.5].map((down) => ({ x, y: Math.round(y0 + (y1 - y0) * down) }));
};

/** The box as whole pixels with a little air. */
export const windowOf = (
  { x0, y0, x1, y1 }: FoundBox,
  { width, height }: { width: number; height: number },
): Window => {
  const air = Math.ceil(Math.max(x1 - x0, y1 - y0) * 0.05);
  return {
    ...{ x0: Math.max(0, Math.floor(x0) - air), y0: Math.max(0, Math.floor(y0) - air) },
    ...{ x1: Math.min(width, Math.ceil(x1) + air), y1: Math.min(height, Math.ceil(y1) + air) },
  };
};

/** The mask inside the box and its air, black elsewhere. */
export const inBox = (mask: Grey, box: FoundBox): Grey => {
  const { x0, y0, x1, y1 } = windowOf(box, mask);
  const out = blank(mask.width, mask.height, 1);
  for (let y = y0; y < y1; y++)
    out.data.set(mask.data.subarray(y * mask.width + x0, y * mask.width + x1), y * mask.width + x0);
  return out;
};
