import { largestSeed } from "../../../contract/passes/parts";
import { pixelLimits } from "../../../contract/passes/size";
import { PassError } from "../../engines/engine";
import { extendCanvas } from "../../geometry/fill";
import { grownMask } from "../../geometry/masks";
import { blank, place, type Rgb } from "../../geometry/pixels";
import type { Base } from "./base";
import { diffusionWork } from "./diffusion-work";
import { inpaintMask } from "./inpaint-mask";
import { corePainting } from "./variants";

/** Poor man's outpainting with its numbers (B51): 48 px, blur 8, 60 steps, six attempts to pick from. */
export const outpaint = diffusionWork({
  pass: "outpaint",
  algorithm: "continued beyond its edges",
  variants: [corePainting(["LoadImageMask", "SetLatentNoiseMask", "DifferentialDiffusion"])],
  less: () => ["smaller"],
  paint: async (painter, job, variant) => {
    const { params } = job;
    const { rgb, alpha } = job.picture("image");
    const { edges, fill, blur, attempts, way, seed, matchColours } = params;
    if (!(edges.top + edges.right + edges.bottom + edges.left))
      throw new PassError("bad-input", "never", "Pixels to add: all four are 0. Add some on one side.");
    const canvas = extendCanvas(rgb, edges, fill, seed);
    const { width, height } = canvas.rgb;
    if (width * height > pixelLimits.output)
      throw new PassError(
        "bad-input",
        "never",
        `${width} × ${height} px is more than this node makes. Add fewer pixels.`,
      );
    // The engine may touch a little of the picture for the transition; only what is new is set back.
    const reach = grownMask(canvas.added, Math.ceil(blur));
    const pictures = { controls: job.pictures("controls"), references: job.pictures("references") };
    const made: { slot: "picture"; label: string; picture: { rgb: Rgb; alpha?: ReturnType<typeof whole> } }[] = [];
    const whole = () =>
      place(blank(width, height, 1, 255), alpha ?? blank(rgb.width, rgb.height, 1, 255), edges.left, edges.top);
    let base: Base | undefined;
    for (let n = 0; n < attempts; n++) {
      const own = (seed + n) % (largestSeed + 1);
      const stage = `attempt ${n + 1}`;
      painter.seed(stage, own);
      const done = await inpaintMask(painter, {
        ...{
          params,
          rgb: canvas.rgb,
          mask: canvas.added,
          reach,
          pictures,
          way,
          fill: "original",
          area: "whole picture",
        },
        ...{ padding: 0, blur, matchColours, denoise: 1, seed: own, stage, from: n / attempts, to: (n + 1) / attempts },
        ...(attempts > 1 && { about: `Attempt ${n + 1} of ${attempts}` }),
      });
      base = done.base;
      // The seam lies inside what is new: the picture itself keeps every byte.
      const picture = { rgb: place(done.rgb, rgb, edges.left, edges.top), ...(alpha && { alpha: whole() }) };
      made.push({ slot: "picture", label: attempts > 1 ? `Attempt ${n + 1}` : "", picture });
    }
    return { made, facts: { ...painter.facts(variant, base), width, height }, warnings: painter.warnings };
  },
});
