import { and, asc, eq, inArray } from "drizzle-orm";
import { media, users, versionParents, versions } from "@/db/schema";
import type { StudioContext } from "@/server/context";

/** Every version of these frames, oldest first, with its parents, its picture and how it came to be (A81). */
export async function versionsOf(ctx: StudioContext, frameIds: readonly string[]) {
  if (frameIds.length === 0) return [];
  const mine = and(eq(versions.teamId, ctx.teamId), inArray(versions.frameId, [...frameIds]));
  const [rows, edges] = await Promise.all([
    ctx.db
      .select({
        version: versions,
        width: media.width,
        height: media.height,
        colour: media.colour,
        sha256: media.sha256,
        author: users.name,
      })
      .from(versions)
      .innerJoin(media, eq(media.id, versions.mediaId))
      .leftJoin(users, eq(users.id, versions.createdBy))
      .where(mine)
      .orderBy(asc(versions.createdAt), asc(versions.id)),
    ctx.db
      .select({ versionId: versionParents.versionId, parentId: versionParents.parentId, slot: versionParents.slot })
      .from(versionParents)
      .innerJoin(versions, eq(versions.id, versionParents.versionId))
      .where(mine),
  ]);
  return rows.map(({ version, width, height, colour, sha256, author }) => {
    const {
      id,
      frameId,
      number,
      state,
      kind,
      origin,
      title,
      jobId,
      recipe,
      seed,
      nodeName,
      engine,
      algorithm,
      rough,
      warnings,
      facts,
      createdAt,
    } = version;
    return {
      ...{
        id,
        frameId,
        number,
        state,
        kind,
        origin,
        title,
        jobId,
        recipe,
        seed,
        nodeName,
        engine,
        algorithm,
        rough,
        warnings,
        facts,
        createdAt,
      },
      author,
      sha256,
      picture: { id: version.mediaId, width, height, colour },
      parents: edges.filter((edge) => edge.versionId === id).map((edge) => edge.parentId),
    };
  });
}
