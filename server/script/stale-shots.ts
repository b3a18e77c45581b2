import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { isOutdated } from "@/contract/profile/measured-against";
import { faceReadings, frames } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { isOneOf } from "@/server/is-one-of";
import { standingOf } from "@/server/profiles/standing";

/** Shots of a project, of `only` these, whose shown versions were measured beside a package that is another by now. */
export async function staleShots(
  ctx: StudioContext,
  projectId: string,
  only?: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await ctx.db
    .select({ shotId: frames.shotId, against: faceReadings.against })
    .from(faceReadings)
    .innerJoin(frames, eq(frames.currentVersionId, faceReadings.versionId))
    .where(
      and(
        eq(faceReadings.teamId, ctx.teamId),
        eq(frames.projectId, projectId),
        only ? isOneOf(frames.shotId, only) : undefined,
        isNull(frames.archivedAt),
        isNotNull(faceReadings.against),
      ),
    );
  const standing = await standingOf(ctx, [...new Set(rows.flatMap(({ against }) => Object.keys(against ?? {})))]);
  return new Set(
    rows.flatMap(({ shotId, against }) =>
      Object.entries(against ?? {}).some(([id, was]) => isOutdated(was, standing[id])) ? shotId : [],
    ),
  );
}
