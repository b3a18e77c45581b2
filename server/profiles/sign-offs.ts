import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { type Slot, slotIds } from "@/contract/profile/angles";
import { activity, packageImages } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import type { PackageImageRow, PackageRow } from "./access";

const Ended = z.object({ imageId: z.string(), slot: z.enum(slotIds), by: z.string().nullable(), at: z.string() });
const Act = z.object({
  packageId: z.string(),
  endedSignOffs: z.array(Ended).default([]),
  displaced: z.array(z.object({ imageId: z.string(), slot: z.enum(slotIds) })).default([]),
  ids: z.array(z.string()).default([]),
});
type Ended = z.infer<typeof Ended>;

/** The sign-offs of these pictures, as the activity row of the act that ends them keeps them. */
export const signOffsOf = (images: readonly PackageImageRow[]): Ended[] =>
  images.flatMap(({ id: imageId, slot, signedOffBy: by, signedOffAt: at }) =>
    slot === null || at === null ? [] : [{ imageId, slot, by, at }],
  );

/** How far back an undo looks: more acts than a person takes back. */
const reach = 200;

/** What was lately done with this package, by the actor alone if so asked, newest first, as far as an undo needs it. */
const lateActs = async (
  ctx: StudioContext,
  target: PackageRow,
  { mine }: { mine: boolean },
): Promise<z.infer<typeof Act>[]> => {
  const rows = await ctx.db
    .select({ data: activity.data })
    .from(activity)
    .where(
      and(
        ...[eq(activity.teamId, ctx.teamId), eq(activity.subjectId, target.characterId)],
        mine ? eq(activity.actorId, ctx.actor.id) : undefined,
        sql`${activity.data} ->> 'packageId' = ${target.id}`,
      ),
    )
    .orderBy(desc(activity.id))
    .limit(reach);
  return rows.flatMap(({ data }) => Act.safeParse(data).data ?? []);
};

/**
 * Puts back, with who gave it and when, the sign-off of pictures that stand again where an act of this very person ended
 * it. Only for an undo: what somebody else decided about a picture is never brought back by a third.
 */
export async function restoreSignOffs(
  ctx: StudioContext,
  target: PackageRow,
  places: readonly { imageId: string; slot: Slot | null }[],
): Promise<void> {
  const ended = (await lateActs(ctx, target, { mine: true })).flatMap(({ endedSignOffs }) => endedSignOffs);
  for (const { imageId, slot } of places) {
    const was = ended.find((one) => one.imageId === imageId && one.slot === slot);
    if (!was) continue;
    await ctx.db
      .update(packageImages)
      .set({ signedOffBy: was.by, signedOffAt: was.at })
      .where(
        and(
          ...[eq(packageImages.id, imageId), eq(packageImages.teamId, ctx.teamId)],
          ...[eq(packageImages.slot, was.slot), isNull(packageImages.signedOffAt), isNull(packageImages.removedAt)],
        ),
      );
  }
}

/** Where pictures stood that gave way when these were added. */
export async function displacedBy(
  ctx: StudioContext,
  target: PackageRow,
  imageIds: readonly string[],
): Promise<{ imageId: string; slot: Slot }[]> {
  const acts = await lateActs(ctx, target, { mine: false });
  return acts.filter(({ ids }) => ids.some((id) => imageIds.includes(id))).flatMap(({ displaced }) => displaced);
}
