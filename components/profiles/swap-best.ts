import { isAngle } from "@/contract/profile/directions";
import { bestOf } from "@/contract/profile/duplicates";
import type { PackageImage } from "./use-package-store";

/** What "swap best" would do with pictures that are alike: which goes to which angle, and which candidates are left over. */
export const swapOf = (images: readonly PackageImage[]) => {
  const best = bestOf(images);
  const placed = images.find(({ slot }) => isAngle(slot));
  const slot = best && placed && placed.id !== best.id && !isAngle(best.slot) ? placed.slot : null;
  const left = images.filter((image) => image.id !== best?.id && image.slot === null).map(({ id }) => id);
  return { best, slot, left };
};
