import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { frames, media, shots, versions } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { pictureColumns, toPicture } from "@/server/media/picture";
import { environmentOrThrow } from "./access";

export const VersionsInPlace = z.object({ environmentId: idOf("environment") });

const most = 60;

/** Finished pictures of the shots set in a place that are none of its plates yet: what may be kept as one. Newest first. */
export async function versionsInPlace(ctx: StudioContext, input: z.input<typeof VersionsInPlace>) {
  requireMay(ctx, "see the studio");
  const { environmentId } = VersionsInPlace.parse(input);
  await environmentOrThrow(ctx, environmentId);
  const rows = await ctx.db
    .select({
      ...{ id: versions.id, number: versions.number, title: versions.title, origin: versions.origin },
      ...{ shot: shots.code, frame: frames.label, stateId: shots.environmentStateId, ...pictureColumns },
    })
    .from(versions)
    .innerJoin(frames, eq(frames.id, versions.frameId))
    .innerJoin(shots, eq(shots.id, frames.shotId))
    .innerJoin(media, eq(media.id, versions.mediaId))
    .where(
      and(
        ...[eq(versions.teamId, ctx.teamId), eq(shots.environmentId, environmentId)],
        ...[eq(versions.state, "accepted"), eq(versions.kind, "picture")],
        ...[isNull(frames.archivedAt), isNull(shots.archivedAt)],
        sql`not exists (select 1 from environment_images i where i.environment_id = ${environmentId}
          and i.media_id = ${versions.mediaId} and i.removed_at is null)`,
      ),
    )
    .orderBy(desc(versions.createdAt), desc(versions.id))
    .limit(most);
  return rows.map(({ mediaId, width, height, colour, ...row }) => ({
    ...row,
    picture: toPicture({ mediaId, width, height, colour }),
  }));
}
