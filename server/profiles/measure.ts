import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import type { ImageChecks } from "@/contract/profile/checks";
import { media, packageImages } from "@/db/schema";
import { announce, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { ensureMeasures, type Measures } from "@/server/media/measures";
import type { MediaRow } from "@/server/media/media-row";
import { packageOrThrow } from "./access";

export type Measured = { checks: ImageChecks; phash: string };

/**
 * Measures of kept pictures, by media id. A picture whose file cannot be measured is left out: it is added all the same
 * and shown as "not measured". Runs outside transactions: a first measuring decodes the file.
 */
export const measureMedia = async (ctx: StudioContext, rows: readonly MediaRow[]): Promise<Map<string, Measured>> => {
  const found = new Map<string, Measured>();
  for (const row of rows) {
    const measures: Measures | null = await ensureMeasures(row, ctx.storage).catch(() => null);
    if (!measures) continue;
    const { chain: _, phash, ...rest } = measures;
    found.set(row.id, { checks: { width: row.width, height: row.height, ...rest }, phash });
  }
  return found;
};

export const MeasurePackage = z.object({ packageId: idOf("package") });

/** Measure the pictures of a package that were never measured, such as those added by an earlier Backlot. */
export async function measurePackage(ctx: StudioContext, input: z.input<typeof MeasurePackage>) {
  requireMay(ctx, "edit characters and environments");
  const { packageId } = MeasurePackage.parse(input);
  const target = await packageOrThrow(ctx, packageId);
  const unmeasured = and(
    eq(packageImages.teamId, ctx.teamId),
    eq(packageImages.packageId, packageId),
    isNull(packageImages.phash),
    isNull(packageImages.removedAt),
  );
  const rows = await ctx.db
    .selectDistinct({ media })
    .from(packageImages)
    .innerJoin(media, eq(media.id, packageImages.mediaId))
    .where(unmeasured);
  const measured = await measureMedia(
    ctx,
    rows.map((row) => row.media),
  );
  if (measured.size === 0) return { measured: 0, left: rows.length };
  await withTransaction(ctx, async (ctx) => {
    for (const [mediaId, { checks, phash }] of measured)
      await ctx.db
        .update(packageImages)
        .set({
          // A face that a node read meanwhile stays.
          checks: sql`${JSON.stringify(checks)}::jsonb || coalesce(${packageImages.checks}, '{}'::jsonb)`,
          phash,
        })
        .where(and(unmeasured, inArray(packageImages.mediaId, [mediaId])));
    announce(ctx, { topic: "character", id: target.characterId, projectId: target.projectId });
  });
  return { measured: measured.size, left: rows.length - measured.size };
}
