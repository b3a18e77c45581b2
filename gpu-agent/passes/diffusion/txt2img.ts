import { diffusionWork } from "./diffusion-work";
import { paintGraph } from "./paint-graph";
import { prepare } from "./prepare";
import { corePainting } from "./variants";

export const txt2img = diffusionWork({
  pass: "txt2img",
  algorithm: "painted from words",
  variants: [corePainting()],
  paint: async (painter, job, variant) => {
    const { width, height, seed } = job.params;
    const pictures = { controls: job.pictures("controls"), references: job.pictures("references") };
    const spec = await prepare(painter, job.params, { pictures, width, height });
    painter.seed("main", seed);
    const start = { kind: "nothing", width, height } as const;
    const rgb = await painter.paint({
      stage: "main",
      build: (g, thrift) => [paintGraph(g, { ...spec, start, denoise: 1 }, thrift)],
    });
    return {
      made: [{ slot: "picture", picture: { rgb } }],
      facts: painter.facts(variant, spec.base),
      warnings: painter.warnings,
    };
  },
});
