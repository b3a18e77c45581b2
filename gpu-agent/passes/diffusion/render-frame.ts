import { capLongestSide } from "../../../contract/passes/size";
import { PassError } from "../../engines/engine";
import { resample } from "../../geometry/resample";
import { chooseBase, multipleOf } from "./base";
import { diffusionWork } from "./diffusion-work";
import { cleanRegions, findRegions } from "./find-regions";
import { paintGraph } from "./paint-graph";
import { prepare } from "./prepare";
import { paintApart } from "./regions-apart";
import { corePainting } from "./variants";

const refuse = (message: string) => new PassError("bad-input", "never", message);
const mostPixels = 4_096;

/** Several characters in one picture, each in its own region (A40–A59). */
export const renderFrame = diffusionWork({
  pass: "render-frame",
  algorithm: "painted by regions",
  variants: [
    corePainting([
      ...["LoadImageMask", "CreateHookLora", "SetClipHooks", "PairConditioningSetProperties"],
      ...["PairConditioningSetPropertiesAndCombine", "PairConditioningSetDefaultCombine"],
      ...["SetLatentNoiseMask", "DifferentialDiffusion"],
    ]),
  ],
  less: ({ params }) => (params.regions.length ? ["apart"] : []),
  paint: async (painter, job, variant) => {
    const { params } = job;
    const layout = job.pictures("image")[0];
    const references = job.pictures("references");
    const multiple = multipleOf(chooseBase(painter.models, params).family);
    const wanted = layout?.rgb ?? params;
    const size = capLongestSide(wanted, Math.min(mostPixels, Math.max(wanted.width, wanted.height)), multiple);
    const small = layout && resample(layout.rgb, size.width, size.height);
    if (!small && params.denoise < 1)
      throw refuse("Denoise under 1 starts from a layout picture: choose one, or set it to 1.");
    const clean = cleanRegions(params.regions, job.masks("masks"), painter.warnings);
    const pictures = { controls: job.pictures("controls"), references };
    const spec = await prepare(painter, params, { ...(small && { source: small }), pictures, ...size });
    const { regions, identities } = await findRegions(painter, spec.base, clean, { ...size, references });
    painter.seed("main", params.seed);
    const start =
      small && params.denoise < 1
        ? ({ kind: "picture", image: await painter.put(small) } as const)
        : ({ kind: "nothing", ...size } as const);
    const scene = { ...spec, start, denoise: params.denoise };
    const { background } = params;
    const whole = { ...scene, background, regions, identities: [...spec.identities, ...identities] };
    const apart = painter.thrift.apart && regions.length > 0;
    const rgb = apart
      ? await paintApart(painter, { scene, background, clean, found: { regions, identities } })
      : await painter.paint({ stage: "main", build: (g, thrift) => [paintGraph(g, whole, thrift)] });
    return {
      made: [{ slot: "picture", picture: { rgb } }],
      facts: { ...painter.facts(variant, spec.base), ...size, regions: clean.map(({ region }) => region.name) },
      warnings: painter.warnings,
    };
  },
});
