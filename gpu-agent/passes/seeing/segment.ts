import type { ParamsOf } from "../../../contract/passes/catalogue";
import { PassError } from "../../engines/engine";
import { restOf } from "../../geometry/islands";
import { coverage } from "../../geometry/masks";
import { blank, cut, type Grey, type Rgb, type Window } from "../../geometry/pixels";
import { feathered } from "../../geometry/regions";
import { diffusionWork } from "../diffusion/diffusion-work";
import type { PassResult } from "../work";
import { finders } from "./finders";

/** As many as anybody looks for in one picture. */
const mostAtAll = 32;
const refuse = (words: string) => new PassError("bad-input", "never", words);

const windowIn = ({ width, height }: Rgb, box: ParamsOf<"segment">["box"]): Window => {
  if (!box) return { x0: 0, y0: 0, x1: width, y1: height };
  const window = {
    ...{ x0: Math.max(0, Math.floor(box.x)), y0: Math.max(0, Math.floor(box.y)) },
    ...{ x1: Math.min(width, Math.ceil(box.x + box.width)), y1: Math.min(height, Math.ceil(box.y + box.height)) },
  };
  if (window.x1 - window.x0 < 16 || window.y1 - window.y0 < 16)
    throw refuse("Box: less than 16 × 16 px of it lie within the picture. Drag it over what is to be found.");
  return window;
};

/** A mask of a part, as a mask of the whole picture: black outside the part. */
const placed = (mask: Grey, { x0, y0 }: Window, { width, height }: Rgb): Grey => {
  if (mask.width === width && mask.height === height) return mask;
  const out = blank(width, height, 1);
  for (let y = 0; y < mask.height; y++)
    out.data.set(mask.data.subarray(y * mask.width, (y + 1) * mask.width), (y0 + y) * width + x0);
  return out;
};

export const segment = diffusionWork({
  pass: "segment",
  algorithm: "masks by words",
  variants: finders,
  paint: async (painter, job, way): Promise<PassResult<"segment">> => {
    const { rgb } = job.picture("image");
    const { count, feather, box } = job.params;
    const subject = job.params.subject.trim() || undefined;
    if (!subject && !box) throw refuse("What to find: it is empty. Say what to find, or drag a box around it.");
    const finder = finders.find(({ id }) => id === way);
    if (!finder) throw new PassError("missing", "elsewhere", "The image server cannot do this any more.");
    const window = windowIn(rgb, box);
    const sought = { rgb: cut(rgb, window), subject, most: count || mostAtAll };
    const { masks: raw, scores } = await finder.find(painter, sought);
    const what = subject ?? "anything";
    const whole = raw.map((mask) => placed(mask, window, rgb));
    const found = whole.filter((mask) => coverage(mask) > 0);
    if (found.length === 0)
      throw refuse(`No ${what} was found in this picture. Try another word, or draw the mask by hand.`);
    const masks = found.map((mask) => feathered(mask, feather));
    const fewer =
      count > found.length
        ? [`${found.length} of ${count} were found: draw the others by hand, or try another word.`]
        : [];
    const label = (at: number) => (found.length > 1 ? `${subject ?? "Part"} ${at + 1}` : (subject ?? "Part"));
    return {
      made: [
        ...masks.map((mask, at) => ({ slot: "mask" as const, label: label(at), mask })),
        { slot: "background", label: "Background", mask: restOf(masks, rgb.width, rgb.height) },
      ],
      facts: { ...painter.facts(way, undefined), found: found.length, scores },
      warnings: [...painter.warnings, ...fewer],
    };
  },
});
