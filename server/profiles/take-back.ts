import { and, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { datasetHandovers, packageRevisions } from "@/db/schema";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { NotFoundError, PreconditionError } from "@/server/errors";
import { openPackage, packageOrThrow, touched } from "./access";
import { revisionName, revisionOf } from "./revisions";

export const TakeBackRevision = z.object({ packageId: idOf("package"), number: z.number().int().min(1) });

/**
 * The way back from keeping a revision: it is gone, and its number is not used again. Only the newest, while nothing
 * stands on it: PreconditionError names an approval, a hand-over or a later revision.
 */
export async function takeBackRevision(ctx: StudioContext, input: z.input<typeof TakeBackRevision>) {
  requireMay(ctx, "edit characters and environments");
  const { packageId, number } = TakeBackRevision.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const target = await openPackage(ctx, packageId);
    const { id } = await revisionOf(ctx, packageId, number);
    const why = await standsOn(ctx, packageId, id);
    if (why) throw new PreconditionError(`${revisionName(number)} stays: ${why}.`);
    await removeRevision(ctx, id);
    await touched(ctx, target, "took back a revision", { number });
    return { packageId };
  });
}

export const TakeBackHandOver = z.object({ handoverId: idOf("datasetHandover") });

/** The way back from a hand-over: it is gone, and with it the revision it kept, unless something else stands on that. */
export async function takeBackHandOver(ctx: StudioContext, input: z.input<typeof TakeBackHandOver>) {
  requireMay(ctx, "edit characters and environments");
  const { handoverId } = TakeBackHandOver.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const [row] = await ctx.db
      .delete(datasetHandovers)
      .where(and(eq(datasetHandovers.id, handoverId), eq(datasetHandovers.teamId, ctx.teamId)))
      .returning();
    if (!row) throw new NotFoundError("The hand-over");
    const target = await packageOrThrow(ctx, row.packageId, { lock: true });
    const [kept] = await ctx.db
      .select()
      .from(packageRevisions)
      .where(and(eq(packageRevisions.id, row.revisionId), eq(packageRevisions.teamId, ctx.teamId)));
    // Kept in the hand-over's own transaction, so at its very time.
    const its = kept?.createdAt === row.createdAt && (await standsOn(ctx, row.packageId, row.revisionId)) === null;
    if (its) await removeRevision(ctx, row.revisionId);
    await touched(ctx, target, "took back a dataset of a package", { revision: kept?.number });
    return { packageId: row.packageId };
  });
}

/** Why a revision may not go, as the end of a sentence; null when nothing stands on it. */
const standsOn = async (ctx: StudioContext, packageId: string, revisionId: string): Promise<string | null> => {
  const [newest] = await ctx.db
    .select({
      ...{ id: packageRevisions.id, number: packageRevisions.number, approvedAt: packageRevisions.approvedAt },
      handovers: sql<number>`(select count(*)::int from dataset_handovers d where d.revision_id = ${revisionId})`,
    })
    .from(packageRevisions)
    .where(and(eq(packageRevisions.teamId, ctx.teamId), eq(packageRevisions.packageId, packageId)))
    .orderBy(desc(packageRevisions.number))
    .limit(1);
  if (newest?.id !== revisionId) return `${newest ? revisionName(newest.number) : "another"} was kept after it`;
  if (newest.approvedAt !== null) return "it is approved";
  return newest.handovers > 0 ? "a dataset was made of it" : null;
};

const removeRevision = (ctx: StudioContext, id: string) =>
  ctx.db.delete(packageRevisions).where(and(eq(packageRevisions.id, id), eq(packageRevisions.teamId, ctx.teamId)));
