import { capLongestSide } from "../../../contract/passes/size";
import { resample } from "../../geometry/resample";
import type { PassJob } from "../work";
import { chooseBase, multipleOf } from "./base";
import { diffusionWork } from "./diffusion-work";
import { inpaintMask } from "./inpaint-mask";
import { paintGraph } from "./paint-graph";
import { prepare } from "./prepare";
import { corePainting } from "./variants";

const picturesOf = (job: PassJob<"img2img">) => ({
  controls: job.pictures("controls"),
  references: job.pictures("references"),
});

/** AI bump. With a mask only that part is repainted, at the picture's own size. */
export const img2img = diffusionWork({
  pass: "img2img",
  algorithm: "repainted from the picture",
  variants: [corePainting()],
  // Without a mask the working size is the size of the result, which nobody but the recipe may change.
  less: (job) => (job.mask("mask") ? ["smaller"] : []),
  paint: async (painter, job, variant) => {
    const { params } = job;
    const { rgb, alpha } = job.picture("image");
    const mask = job.mask("mask");
    const pictures = picturesOf(job);
    painter.seed("main", params.seed);
    if (mask) {
      const { rgb: done, base } = await inpaintMask(painter, {
        ...{ params, rgb, mask, pictures, seed: params.seed, stage: "main", denoise: params.denoise },
        ...{
          way: "blend" as const,
          fill: "original" as const,
          area: "whole picture" as const,
          padding: 0,
          blur: 4,
          matchColours: params.matchColours,
          most: params.cap,
        },
      });
      const picture = { rgb: done, ...(alpha && { alpha }) };
      return { made: [{ slot: "picture", picture }], facts: painter.facts(variant, base), warnings: painter.warnings };
    }
    const size = capLongestSide(rgb, params.cap, multipleOf(chooseBase(painter.models, params).family));
    const small = resample(rgb, size.width, size.height);
    const spec = await prepare(painter, params, { source: small, pictures, ...size });
    const image = await painter.put(small);
    const done = await painter.paint({
      stage: "main",
      build: (g, thrift) => [
        paintGraph(g, { ...spec, start: { kind: "picture", image }, denoise: params.denoise }, thrift),
      ],
    });
    return {
      made: [
        {
          slot: "picture",
          picture: { rgb: done, ...(alpha && { alpha: resample(alpha, size.width, size.height) }) },
        },
      ],
      facts: { ...painter.facts(variant, spec.base), ...size },
      warnings: painter.warnings,
    };
  },
});
