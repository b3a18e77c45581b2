import { type MarkedThing, thingsOf } from "../../../contract/passes/marks";
import type { Mark } from "../../../contract/passes/parts";
import { PassError } from "../../engines/engine";
import { restOf } from "../../geometry/islands";
import { coverage } from "../../geometry/masks";
import type { Rgb } from "../../geometry/pixels";
import { feathered } from "../../geometry/regions";
import { diffusionWork } from "../diffusion/diffusion-work";
import type { PassResult } from "../work";
import { pointFinders } from "./point-finders";

const refuse = (words: string) => new PassError("bad-input", "never", words);

/** Marks that lie where the picture is. Throws, naming the first that does not. */
const thingsWithin = ({ width, height }: Rgb, marks: readonly Mark[]): MarkedThing[] => {
  marks.forEach((mark, at) => {
    const [w, h] = mark.kind === "box" ? [mark.width, mark.height] : [0, 0];
    const shares = mark.x <= width && mark.y <= height && mark.x + w >= 0 && mark.y + h >= 0;
    if (!shares)
      throw refuse(
        `Marks: number ${at + 1} (${Math.round(mark.x)}, ${Math.round(mark.y)}) lies outside the picture of ${width} × ${height} px. Move it onto the picture or remove it.`,
      );
  });
  return thingsOf(marks);
};

export const segmentPoints = diffusionWork({
  pass: "segment-points",
  algorithm: "masks by points",
  variants: pointFinders,
  paint: async (painter, job, way): Promise<PassResult<"segment-points">> => {
    const { rgb } = job.picture("image");
    const { marks, feather } = job.params;
    const things = thingsWithin(rgb, marks);
    const finder = pointFinders.find(({ id }) => id === way);
    if (!finder) throw new PassError("missing", "elsewhere", "The image server cannot do this any more.");
    const cut = await finder.cut(painter, rgb, things);
    const label = (at: number) => (things.length > 1 ? `Part ${at + 1}` : "Part");
    const found = cut.flatMap((mask, at) =>
      coverage(mask) > 0 ? [{ label: label(at), mask: feathered(mask, feather) }] : [],
    );
    if (found.length === 0)
      throw refuse("Nothing was found at the marks. Move them onto the thing, add one, or draw the mask by hand.");
    const empty = things.flatMap((_, at) => (found.some((one) => one.label === label(at)) ? [] : [label(at)]));
    const masks = found.map(({ mask }) => mask);
    return {
      made: [
        ...found.map(({ label, mask }) => ({ slot: "mask" as const, label, mask })),
        { slot: "background", label: "Background", mask: restOf(masks, rgb.width, rgb.height) },
      ],
      facts: { ...painter.facts(way, undefined), things: things.length, found: found.length },
      warnings: [
        ...painter.warnings,
        ...(empty.length ? [`Nothing was found for ${empty.join(", ")}: move its marks, or draw it by hand.`] : []),
      ],
    };
  },
});
