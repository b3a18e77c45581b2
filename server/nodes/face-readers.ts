import { and, eq, isNull, sql } from "drizzle-orm";
import { readFaces } from "@/contract/passes/faces/read-faces";
import { nodeOffers, nodes } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { awayAfterSeconds } from "@/server/queue/states";

/** What the team's nodes can do with faces. */
export type FaceReaders = {
  /** Some node finds faces and angles. */
  ready: boolean;
  /** Some node also makes embeddings, so there can be scores. */
  scores: boolean;
  online: boolean;
  /** What is missing for the next step, in sentences; empty when nothing is. */
  lacks: string[];
};

/** Whether faces can be read and scored, and exactly what is missing otherwise: as the nodes themselves say it. */
export async function faceReaders(ctx: StudioContext): Promise<FaceReaders> {
  const rows = await ctx.db
    .select({
      ...{ name: nodes.name, state: nodeOffers.state, missing: nodeOffers.missing },
      online: sql<boolean>`coalesce(${nodes.seenAt} > now() - make_interval(secs => ${awayAfterSeconds}), false)`,
    })
    .from(nodeOffers)
    .innerJoin(nodes, eq(nodes.id, nodeOffers.nodeId))
    .where(
      and(
        ...[eq(nodes.teamId, ctx.teamId), isNull(nodes.revokedAt)],
        ...[eq(nodeOffers.pass, readFaces.id), eq(nodeOffers.version, readFaces.version)],
      ),
    );
  const able = rows.filter(({ state }) => state === "ready");
  const scoring = able.filter(({ missing }) => missing.length === 0);
  const pool = able.length > 0 ? able : rows;
  const [closest] = pool.toSorted((a, b) => a.missing.length - b.missing.length);
  return {
    ready: able.length > 0,
    scores: scoring.length > 0,
    online: able.some(({ online }) => online),
    lacks:
      scoring.length > 0
        ? []
        : closest
          ? closest.missing.map(({ what, where }) => `${closest.name} lacks ${what}${where ? `, ${where}` : ""}.`)
          : ["No render node of this team reads faces."],
  };
}
