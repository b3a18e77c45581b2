import type { Region } from "../../../contract/passes/diffusion";
import { PassError } from "../../engines/engine";
import type { Grey, Picture } from "../../geometry/pixels";
import { coverageOf, feathered, frontFirst, regionLimits } from "../../geometry/regions";
import { resample } from "../../geometry/resample";
import type { Base } from "./base";
import type { FoundIdentity } from "./identity-part";
import type { Painter } from "./painter";
import { findIdentity, findLoras } from "./prepare";
import type { FoundRegion } from "./region-part";

export type CleanRegion = { region: Region; mask: Grey };

/** Regions with their masks, front first and free of overlaps, without those too small to matter. Warnings say which. */
export const cleanRegions = (regions: readonly Region[], masks: readonly Grey[], warnings: string[]): CleanRegion[] => {
  const given = regions.map((region) => {
    const mask = masks[region.mask];
    if (!mask)
      throw new PassError(
        "bad-input",
        "never",
        `${region.name}: its mask ${region.mask + 1} was not given. Draw the region.`,
      );
    return mask;
  });
  const own = frontFirst(given);
  const { each } = coverageOf(own);
  return regions.flatMap((region, at) => {
    const mask = own[at];
    const share = each[at] ?? 0;
    if (mask && share >= regionLimits.least) return [{ region, mask }];
    const why =
      coverageOf(given).each[at] === 0 ? "is empty" : `covers only ${(share * 100).toFixed(1)} % of the picture`;
    warnings.push(`${region.name}: the region ${why} and was left out. Make it larger, or bring it to the front.`);
    return [];
  });
};

/** Hands over the masks of clean regions at the working size and finds their LoRAs and references. */
export const findRegions = async (
  // biome-ignore lint/suspicious/noExplicitAny: any pass with regions
  painter: Painter<any>,
  base: Base,
  clean: readonly CleanRegion[],
  { width, height, references }: { width: number; height: number; references: readonly Picture[] },
): Promise<{ regions: FoundRegion[]; identities: FoundIdentity[] }> => {
  const regions: FoundRegion[] = [];
  const identities: FoundIdentity[] = [];
  for (const { region, mask } of clean) {
    const scale = width / mask.width;
    const soft = feathered(resample(mask, width, height), region.feather * scale);
    const name = await painter.put(soft);
    regions.push({ region, loras: findLoras(painter, base, region.loras), mask: name });
    const identity = await findIdentity(painter, base, region.identity, references, region.name);
    if (identity) identities.push({ ...identity, mask: name });
  }
  return { regions, identities };
};
