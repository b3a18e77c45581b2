import { PassError } from "../../engines/engine";
import { matchColours, seamRing } from "../../geometry/colour-match";
import { cropOf, planCrop, smallerCrop, stitch, wholeCrop } from "../../geometry/crop-stitch";
import { fillUnder } from "../../geometry/fill";
import { blurred } from "../../geometry/masks";
import type { Grey, Picture, Rgb } from "../../geometry/pixels";
import { type Base, chooseBase, multipleOf, nativeSide } from "./base";
import { paintGraph, type Start } from "./paint-graph";
import type { Painter } from "./painter";
import { type Painting, prepare } from "./prepare";

export type InpaintWay = "blend" | "erase" | "model";
type Wish = {
  params: Painting;
  rgb: Rgb;
  mask: Grey;
  pictures: { controls: readonly Picture[]; references: readonly Picture[] };
  way: InpaintWay;
  fill: "original" | "blurred" | "noise" | "empty";
  area: "masked only" | "whole picture";
  padding: number;
  blur: number;
  denoise: number;
  seed: number;
  /** Bring the result's colours to those around the mask before it is set back. */
  matchColours?: boolean;
  stage: string;
  /** px the longer side is worked on at most. */
  most?: number;
  /** The mask the engine repaints, where it reaches further than the one that is set back. */
  reach?: Grey;
  from?: number;
  to?: number;
  about?: string;
};

/** Repaints under a mask: cut out, painted at a size the model likes, set back. Outside the mask every byte stays. */
export const inpaintMask = async (
  // biome-ignore lint/suspicious/noExplicitAny: any pass that has a picture and a mask
  painter: Painter<any>,
  {
    params,
    rgb,
    mask,
    pictures,
    way,
    fill,
    area,
    padding,
    blur,
    denoise,
    seed,
    stage,
    most,
    reach = mask,
    matchColours: matching = false,
    ...span
  }: Wish,
): Promise<{ rgb: Rgb; base: Base }> => {
  const inpainting = way !== "blend";
  const { family } = chooseBase(painter.models, params, { inpainting });
  const native = nativeSide[family];
  const planned =
    area === "masked only"
      ? planCrop(reach, padding, native, multipleOf(family))
      : wholeCrop(rgb, most ?? Math.max(native * 2, 1_440), multipleOf(family));
  if (!planned) throw new PassError("bad-input", "never", "The mask is empty. Paint it first, white is what changes.");
  const crop = painter.thrift.smaller ? smallerCrop(planned, multipleOf(family)) : planned;
  const small = cropOf(rgb, crop);
  const scale = crop.width / (crop.window.x1 - crop.window.x0);
  const smallMask = blurred(cropOf(reach, crop), (blur * scale) / 2);
  const image = await painter.put(fillUnder(small, smallMask, fill, seed));
  const maskName = await painter.put(smallMask);
  const start: Start =
    way === "erase" ? { kind: "erase", image, mask: maskName, grow: 6 } : { kind: way, image, mask: maskName };
  const { width, height } = crop;
  // Controls see the same part of the picture.
  const controls = pictures.controls.map((each) =>
    each.rgb.width === rgb.width && each.rgb.height === rgb.height ? { rgb: cropOf(each.rgb, crop) } : each,
  );
  const spec = await prepare(painter, params, {
    source: small,
    pictures: { ...pictures, controls },
    width,
    height,
    inpainting,
  });
  if (inpainting && !spec.base.main.inpainting)
    painter.warnings.push(
      `${spec.base.main.file} is not made for inpainting: “Repaint, any model” may give better pictures.`,
    );
  const guidance = way === "model" && spec.base.family === "flux" ? Math.max(params.guidance, 30) : params.guidance;
  const done = await painter.paint({
    stage,
    ...span,
    build: (g, thrift) => [
      paintGraph(g, { ...spec, guidance, start, seed, denoise: way === "erase" ? 1 : denoise }, thrift),
    ],
  });
  const matched = matching ? matchColours(done, small, smallMask, seamRing(done)) : done;
  return { rgb: stitch(rgb, matched, crop, mask, blur), base: spec.base };
};
