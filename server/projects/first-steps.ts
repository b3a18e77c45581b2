import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import { activity, characters, frames, nodes, projects, sequences, shots } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";

/** As far back as deeds are looked for. */
const remembered = 100;
/** As many frames of the sample as the links choose from. */
const looked = 100;

/**
 * What the checklist of Today shows: the verbs of what I did last, how many nodes were paired besides the studio's own,
 * and where its steps begin in the sample project. `sample` is null when that was put away.
 */
export async function firstSteps(ctx: StudioContext) {
  requireMay(ctx, "edit shots");
  const { db, teamId } = ctx;
  const mine = db
    .select({ verb: activity.verb })
    .from(activity)
    .where(and(eq(activity.teamId, teamId), eq(activity.actorId, ctx.actor.id)))
    .orderBy(desc(activity.id))
    .limit(remembered)
    .as("mine");
  const [deeds, pairedNodes, [project]] = await Promise.all([
    db.selectDistinct({ verb: mine.verb }).from(mine).orderBy(mine.verb),
    db.$count(nodes, and(eq(nodes.teamId, teamId), isNull(nodes.revokedAt), eq(nodes.embedded, false))),
    db
      .select({ id: projects.id, slug: projects.slug })
      .from(projects)
      .where(and(eq(projects.teamId, teamId), projects.isSample, isNull(projects.archivedAt)))
      .orderBy(asc(projects.createdAt))
      .limit(1),
  ]);
  return {
    verbs: deeds.map(({ verb }) => verb),
    pairedNodes,
    sample: project ? { slug: project.slug, ...(await places(ctx, project.id)) } : null,
  };
}

/** The sample's frames in story order, and its first lead. */
const places = async ({ db, teamId }: StudioContext, projectId: string) => {
  const [found, [lead]] = await Promise.all([
    db
      .select({ id: frames.id, status: frames.status, versionId: frames.currentVersionId })
      .from(frames)
      .innerJoin(shots, eq(shots.id, frames.shotId))
      .innerJoin(sequences, eq(sequences.id, shots.sequenceId))
      .where(
        and(
          eq(frames.teamId, teamId),
          eq(frames.projectId, projectId),
          isNull(frames.archivedAt),
          isNull(shots.archivedAt),
        ),
      )
      .orderBy(asc(sequences.position), asc(sequences.id), asc(shots.position), asc(shots.id), asc(frames.position))
      .limit(looked),
    db
      .select({ code: characters.code })
      .from(characters)
      .where(and(eq(characters.teamId, teamId), eq(characters.projectId, projectId), isNull(characters.archivedAt)))
      .orderBy(sql`array_position(array['lead', 'support', 'extra'], ${characters.tier})`, asc(characters.name))
      .limit(1),
  ]);
  return { frames: found, characterCode: lead?.code ?? null };
};
