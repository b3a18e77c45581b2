import { type Slot, slotIds } from "./angles";
import type { RevisionImage } from "./package";

/** One difference between two states of a package; `slot` null means the candidates. */
export type Difference =
  | { kind: "added" | "removed"; slot: Slot | null; imageId: string; mediaId: string }
  | { kind: "moved"; from: Slot | null; to: Slot | null; imageId: string; mediaId: string }
  | {
      kind: "told";
      what: ("lighting" | "expression" | "verdict")[];
      slot: Slot | null;
      imageId: string;
      mediaId: string;
    };

const order = (slot: Slot | null) => (slot === null ? slotIds.length : slotIds.indexOf(slot));
const placeOf = (one: Difference) => (one.kind === "moved" ? order(one.to ?? one.from) : order(one.slot));

/** What is different in `after`, slot by slot. Empty when they hold the same pictures in the same places with the same words. */
export const compareStates = (before: readonly RevisionImage[], after: readonly RevisionImage[]): Difference[] => {
  const old = new Map(before.map((image) => [image.imageId, image]));
  const now = new Map(after.map((image) => [image.imageId, image]));
  const found: Difference[] = [];
  for (const image of after) {
    const { imageId, mediaId, slot } = image;
    const was = old.get(imageId);
    if (!was) found.push({ kind: "added", slot, imageId, mediaId });
    else if (was.slot !== slot) found.push({ kind: "moved", from: was.slot, to: slot, imageId, mediaId });
    else {
      const what = (["lighting", "expression"] as const).filter((word) => was[word] !== image[word]);
      const told = [...what, ...(was.keep === image.keep ? [] : ["verdict" as const])];
      if (told.length > 0) found.push({ kind: "told", what: told, slot, imageId, mediaId });
    }
  }
  for (const { imageId, mediaId, slot } of before)
    if (!now.has(imageId)) found.push({ kind: "removed", slot, imageId, mediaId });
  return found.sort((a, b) => placeOf(a) - placeOf(b));
};
