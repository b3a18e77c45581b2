import { z } from "zod";
import { idOf } from "@/contract/ids";
import { type Slot, slotIds, slotTitle } from "@/contract/profile/angles";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError, ConflictError } from "@/server/errors";
import { imagesOf, openImages, type PackageImageRow, touched } from "./access";
import { restoreSignOffs, signOffsOf } from "./sign-offs";
import { holdsOne, stand } from "./slots";

const place = z.object({
  imageId: idOf("packageImage"),
  slot: z.enum(slotIds).nullable(),
  /** The verdict it shall have; by itself placing a discarded picture chooses it again. */
  keep: z.boolean().nullable().optional(),
});
export const PlacePackageImages = z.object({
  /** Where pictures of one package shall stand; null is the tray. */
  places: z.array(place).min(1).max(100),
  /** Angles as the person saw them: the picture that stood there, null for none. */
  seen: z
    .array(z.object({ slot: z.enum(slotIds), imageId: idOf("packageImage").nullable() }))
    .max(slotIds.length)
    .default([]),
  /** Taking an own move back: sign-offs it ended come back with the pictures. */
  undo: z.boolean().default(false),
});
type Place = z.infer<typeof place>;

/**
 * Move pictures to slots, between them or to the tray, as one act. Who stands in a taken angle goes where the newcomer
 * came from (a swap). `before` put back with this verb and `undo` undoes it. Throws ConflictError when another filled an angle that
 * the person had `seen` otherwise; nothing moves then.
 */
export async function placePackageImages(ctx: StudioContext, input: z.input<typeof PlacePackageImages>) {
  requireMay(ctx, "edit characters and environments");
  const { places, seen, undo } = PlacePackageImages.parse(input);
  requireOneEach(places);
  return withTransaction(ctx, async (ctx) => {
    const ids = places.map(({ imageId }) => imageId);
    const { target } = await openImages(ctx, ids);
    const images = await imagesOf(ctx, target.id);
    for (const saw of seen) requireAsSeen(images, saw, ids);
    const after = withSwaps(images, places);
    const was = new Map(images.map((image) => [image.id, image]));
    const changed = after.filter(({ imageId, slot }) => was.get(imageId)?.slot !== slot);
    for (const { imageId, slot, keep } of changed) {
      const chosenAgain = slot !== null && was.get(imageId)?.keep === false ? null : undefined;
      await stand(ctx, imageId, slot, keep === undefined ? chosenAgain : keep);
    }
    const before = changed.map(({ imageId }) => ({
      ...{ imageId, slot: was.get(imageId)?.slot ?? null, keep: was.get(imageId)?.keep ?? null },
    }));
    const [first] = changed;
    if (undo) await restoreSignOffs(ctx, target, changed);
    const endedSignOffs = signOffsOf(changed.flatMap(({ imageId }) => was.get(imageId) ?? []));
    const told = { count: changed.length, slot: first?.slot, endedSignOffs };
    if (first) await touched(ctx, target, "moved package pictures", told);
    return { packageId: target.id, before, after: changed };
  });
}

const requireOneEach = (places: readonly Place[]): void => {
  for (const [at, { imageId, slot }] of places.entries()) {
    const twice = places.findIndex(
      (other) => other.imageId === imageId || (slot !== null && holdsOne(slot) && other.slot === slot),
    );
    if (twice !== at)
      throw new BadInputError(
        `${slot === null ? "The candidates" : slotTitle(slot)}: one angle holds one picture, and a picture stands in one place. Move them one after the other.`,
        "places",
      );
  }
};

const requireAsSeen = (
  images: readonly PackageImageRow[],
  saw: { slot: Slot; imageId: string | null },
  mine: readonly string[],
): void => {
  if (!holdsOne(saw.slot)) return;
  const now = images.find((image) => image.slot === saw.slot)?.id ?? null;
  if (now === saw.imageId || (now !== null && mine.includes(now))) return;
  const what = now === null ? "was emptied" : "was filled with another picture";
  throw new ConflictError(
    `${slotTitle(saw.slot)} ${what} by someone else a moment ago. Nothing was moved: look at it, then move yours again.`,
    saw.slot,
  );
};

/** The asked places, and where those go who stood there: into the angle the newcomer left, or to the tray. */
const withSwaps = (images: readonly PackageImageRow[], places: readonly Place[]): Place[] => {
  const asked = new Map(places.map(({ imageId, slot }) => [imageId, slot]));
  const all = [...places];
  for (const { imageId, slot } of places) {
    if (slot === null || !holdsOne(slot)) continue;
    const occupant = images.find((image) => image.slot === slot && !asked.has(image.id));
    if (!occupant) continue;
    const left = images.find(({ id }) => id === imageId)?.slot ?? null;
    const free = left !== null && holdsOne(left) && !places.some((other) => other.slot === left);
    all.push({ imageId: occupant.id, slot: free ? left : null });
  }
  return all;
};
