import { and, asc, eq, inArray } from "drizzle-orm";
import { media, users, versionParents, versions } from "@/db/schema";
import type { StudioContext } from "@/server/context";

/** What a screen is told of a version. */
const told = {
  id: versions.id,
  frameId: versions.frameId,
  number: versions.number,
  state: versions.state,
  kind: versions.kind,
  origin: versions.origin,
  title: versions.title,
  jobId: versions.jobId,
  recipe: versions.recipe,
  seed: versions.seed,
  nodeName: versions.nodeName,
  engine: versions.engine,
  algorithm: versions.algorithm,
  rough: versions.rough,
  warnings: versions.warnings,
  facts: versions.facts,
  createdAt: versions.createdAt,
};

/** Every version of these frames, oldest first, with its parents, its picture and how it came to be (A81). */
export async function versionsOf(ctx: StudioContext, frameIds: readonly string[]) {
  if (frameIds.length === 0) return [];
  const mine = and(eq(versions.teamId, ctx.teamId), inArray(versions.frameId, [...frameIds]));
  const [rows, edges] = await Promise.all([
    ctx.db
      .select({
        version: told,
        mediaId: versions.mediaId,
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
      .select({ versionId: versionParents.versionId, parentId: versionParents.parentId })
      .from(versionParents)
      .innerJoin(versions, eq(versions.id, versionParents.versionId))
      .where(mine),
  ]);
  return rows.map(({ version, mediaId, width, height, colour, sha256, author }) => ({
    ...version,
    author,
    sha256,
    picture: { id: mediaId, width, height, colour },
    parents: edges.filter((edge) => edge.versionId === version.id).map((edge) => edge.parentId),
  }));
}
