import { PassError } from "../../engines/engine";
import { diffusionWork } from "./diffusion-work";
import { inpaintMask } from "./inpaint-mask";
import { corePainting } from "./variants";

export const inpaint = diffusionWork({
  pass: "inpaint",
  algorithm: "repainted under the mask",
  variants: [corePainting(["LoadImageMask", "SetLatentNoiseMask", "DifferentialDiffusion"])],
  less: () => ["smaller"],
  paint: async (painter, job, variant) => {
    const { params } = job;
    const { rgb, alpha } = job.picture("image");
    const mask = job.mask("mask");
    if (!mask) throw new PassError("bad-input", "never", "Where to repaint: it is missing. Paint a mask first.");
    painter.seed("main", params.seed);
    const { way, fill, area, padding, blur, denoise, seed, matchColours } = params;
    const pictures = { controls: job.pictures("controls"), references: job.pictures("references") };
    const { rgb: done, base } = await inpaintMask(painter, {
      ...{ params, rgb, mask, pictures, way, fill, area, padding, blur, denoise, seed, matchColours, stage: "main" },
    });
    return {
      made: [{ slot: "picture", picture: { rgb: done, ...(alpha && { alpha }) } }],
      facts: { ...painter.facts(variant, base), way },
      warnings: painter.warnings,
    };
  },
});
