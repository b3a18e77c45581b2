import { and, asc, eq, isNull } from "drizzle-orm";
import { slotTitle } from "@/contract/profile/angles";
import { media, packageImages, packages } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { PreconditionError } from "@/server/errors";

/** Pictures of a real person whose consent nobody noted, of a character or of one of its packages, with words for each. */
export async function withoutConsent(ctx: StudioContext, of: { characterId: string } | { packageId: string }) {
  const rows = await ctx.db
    .select({ id: packageImages.id, slot: packageImages.slot, name: media.name, outfit: packages.name })
    .from(packageImages)
    .innerJoin(packages, eq(packages.id, packageImages.packageId))
    .innerJoin(media, eq(media.id, packageImages.mediaId))
    .where(
      and(
        eq(packageImages.teamId, ctx.teamId),
        "packageId" in of ? eq(packages.id, of.packageId) : eq(packages.characterId, of.characterId),
        eq(packageImages.depicts, "person"),
        eq(packageImages.consent, false),
        isNull(packageImages.removedAt),
        isNull(packages.archivedAt),
      ),
    )
    .orderBy(asc(packages.position), asc(packageImages.createdAt));
  return rows.map(({ id, slot, name, outfit }) => ({
    id,
    words: `${slot ? slotTitle(slot) : "candidate"} of ${outfit}${name ? ` (${name})` : ""}`,
  }));
}

/** Refuses to approve what shows a real person who did not agree (B31), naming the pictures. */
export const requireConsent = async (
  ctx: StudioContext,
  of: { characterId: string } | { packageId: string },
  what: string,
): Promise<void> => {
  const missing = await withoutConsent(ctx, of);
  if (missing.length === 0) return;
  const named = missing.slice(0, 5).map(({ words }) => words);
  const more = missing.length > 5 ? ` and ${missing.length - 5} more` : "";
  throw new PreconditionError(
    `${what} cannot be approved: ${missing.length === 1 ? "one picture shows" : `${missing.length} pictures show`} a real person without consent: ${named.join(", ")}${more}. Tick the consent on the rights tab, or take ${missing.length === 1 ? "it" : "them"} out.`,
  );
};
