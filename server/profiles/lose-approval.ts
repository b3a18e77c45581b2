import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { LostApproval } from "@/contract/profile/lost-approval";
import { characters, packageRevisions, packages } from "@/db/schema";
import { characterOrThrow } from "@/server/characters/access";
import { record, type StudioContext } from "@/server/context";
import { type PackageRow, touched } from "./access";

/**
 * A person in these pictures does not agree any longer: whatever shows them is approved no more (B31). Unpins every
 * approved revision that holds one, puts the package and its character back in review, also from locked. Null: nothing was
 * approved. Ask under the package's lock.
 */
export async function loseApproval(
  ctx: StudioContext,
  target: PackageRow,
  imageIds: readonly string[],
): Promise<LostApproval | null> {
  if (imageIds.length === 0) return null;
  const revision = await unpin(ctx, target, imageIds);
  const character = target.archivedAt === null ? await unapprove(ctx, target.characterId) : null;
  return revision === null && character === null ? null : { revision, character };
}

const unpin = async (ctx: StudioContext, target: PackageRow, imageIds: readonly string[]): Promise<number | null> => {
  const approved = await ctx.db
    .select()
    .from(packageRevisions)
    .where(
      and(
        ...[eq(packageRevisions.teamId, ctx.teamId), eq(packageRevisions.packageId, target.id)],
        isNotNull(packageRevisions.approvedAt),
      ),
    )
    .orderBy(sql`${packageRevisions.approvedAt} desc`);
  const holds = ({ images }: (typeof approved)[number]) =>
    images.some(({ imageId, slot, keep }) => imageIds.includes(imageId) && (slot !== null || keep !== false));
  const lost = approved.filter(holds);
  if (lost.length === 0) return null;
  await ctx.db
    .update(packageRevisions)
    .set({ approvedAt: null, approvedBy: null })
    .where(
      and(
        eq(packageRevisions.teamId, ctx.teamId),
        inArray(
          packageRevisions.id,
          lost.map(({ id }) => id),
        ),
      ),
    );
  const { status, approvedRevision } = target;
  if (!lost.some(({ number }) => number === approvedRevision)) return null;
  const decided = status === "approved" || status === "locked";
  const earlier = approved.find((one) => !lost.includes(one))?.number ?? null;
  await ctx.db
    .update(packages)
    .set({
      ...{ approvedRevision: earlier, status: decided ? "in review" : status },
      ...{ updatedAt: sql`now()`, revision: sql`${packages.revision} + 1` },
    })
    .where(and(eq(packages.id, target.id), eq(packages.teamId, ctx.teamId)));
  await touched(ctx, target, "withdrew a consent: the package lost its approval", { revision: approvedRevision });
  return approvedRevision;
};

const unapprove = async (ctx: StudioContext, characterId: string): Promise<string | null> => {
  const { name, status, projectId } = await characterOrThrow(ctx, characterId, { lock: true });
  if (status !== "approved" && status !== "locked") return null;
  await ctx.db
    .update(characters)
    .set({ status: "in review", updatedAt: sql`now()`, revision: sql`${characters.revision} + 1` })
    .where(and(eq(characters.id, characterId), eq(characters.teamId, ctx.teamId)));
  const data = { before: { status }, after: { status: "in review" } };
  const verb = "withdrew a consent: the character lost its approval";
  await record(ctx, { verb, topic: "character", id: characterId, projectId, data });
  return name;
};
