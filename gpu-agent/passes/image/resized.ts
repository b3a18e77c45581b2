import type { PassId } from "../../../contract/passes/catalogue";
import type { Size } from "../../../contract/passes/size";
import { premultiplied, unpremultiplied } from "../../geometry/alpha";
import type { Grey, Picture, Rgb } from "../../geometry/pixels";
import { runNative } from "../native-engine";
import type { PassJob } from "../work";

/** A picture at another size by Lanczos-3, centred; colour weighted by its alpha so that cut-outs get no fringe. */
export const resized = async <Id extends PassId>(
  job: PassJob<Id>,
  { rgb, alpha }: Picture,
  { width, height }: Size,
): Promise<Picture> => {
  const scale = async (pixels: Rgb | Grey, from: number, to: number) =>
    runNative(job, "resample", { pixels, width, height }, { from, to });
  if (!alpha) return { rgb: (await scale(rgb, 0, 1)) as Rgb };
  const smallAlpha = (await scale(alpha, 0, 0.25)) as Grey;
  const colour = (await scale(premultiplied(rgb, alpha), 0.25, 1)) as Rgb;
  return { rgb: unpremultiplied(colour, smallAlpha), alpha: smallAlpha };
};
