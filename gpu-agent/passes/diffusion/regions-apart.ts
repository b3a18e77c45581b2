import { strengthsOver } from "../../../contract/passes/curve";
import { largestSeed } from "../../../contract/passes/parts";
import { blendByMask } from "../../geometry/masks";
import type { Grey, Rgb } from "../../geometry/pixels";
import { feathered } from "../../geometry/regions";
import { resample } from "../../geometry/resample";
import type { CleanRegion } from "./find-regions";
import type { FoundIdentity } from "./identity-part";
import type { FoundLora } from "./load-part";
import { type PaintSpec, paintGraph } from "./paint-graph";
import type { Painter } from "./painter";
import { type FoundRegion, joined, regionWords } from "./region-part";

type Apart = {
  /** The whole frame without its regions. */
  scene: PaintSpec;
  background: string;
  clean: readonly CleanRegion[];
  /** One for each of `clean`, in the same order. */
  found: { regions: readonly FoundRegion[]; identities: readonly FoundIdentity[] };
};

/**
 * The frame where memory is short: the scene alone, then every region repainted over it under its own mask, the front
 * one last. Only one character's LoRAs are loaded at a time. What no region covers keeps the scene's bytes.
 */
export const paintApart = async (
  painter: Painter<"render-frame">,
  { scene, background, clean, found }: Apart,
): Promise<Rgb> => {
  const { width, height } = scene;
  const parts = clean.length + 1;
  const span = (at: number) => ({ from: at / parts, to: (at + 1) / parts, about: `Part ${at + 1} of ${parts}` });
  let rgb = await painter.paint({
    ...{ stage: "scene", ...span(0) },
    build: (g, thrift) => [paintGraph(g, { ...scene, prompt: joined(scene.prompt, background) }, thrift)],
  });
  for (const [done, { region, loras, mask }] of found.regions.toReversed().entries()) {
    const at = found.regions.length - 1 - done;
    const seed = (scene.seed + at + 1) % (largestSeed + 1);
    painter.seed(region.name, seed);
    if (region.strength !== 1)
      painter.warnings.push(`${region.name}: painted alone its words count fully, not ${region.strength} times.`);
    const words = regionWords(region, scene);
    const image = await painter.put(rgb);
    const spec: PaintSpec = {
      ...scene,
      ...{ prompt: words.positive, negative: words.negative, seed },
      loras: [...scene.loras, ...steady(painter, loras, region.name)],
      identities: [...scene.identities, ...found.identities.filter((each) => each.mask === mask)],
      start: { kind: "blend", image, mask },
    };
    const painted = await painter.paint({
      ...{ stage: `region ${at + 1}`, ...span(done + 1) },
      build: (g, thrift) => [paintGraph(g, spec, thrift)],
    });
    rgb = blendByMask(rgb, painted, softMask(clean[at] as CleanRegion, width, height));
  }
  return rgb;
};

const softMask = ({ region, mask }: CleanRegion, width: number, height: number): Grey =>
  feathered(resample(mask, width, height), (region.feather * width) / mask.width);

/** A LoRA that is loaded into the model cannot fade over the steps: it counts as it would on average. */
const steady = (painter: Painter<"render-frame">, loras: readonly FoundLora[], name: string): FoundLora[] =>
  loras.map(({ file, use: { over, ...use } }) => {
    if (!over) return { file, use };
    const shares = strengthsOver(over, 8);
    const share = shares.reduce((sum, each) => sum + each, 0) / shares.length;
    painter.warnings.push(
      `${name}: painted alone, ${file.file} counts the same over all steps (${(use.weight * share).toFixed(2)}).`,
    );
    const clipWeight = (use.clipWeight ?? use.weight) * share;
    return { file, use: { ...use, weight: use.weight * share, clipWeight } };
  });
