import { activity } from "@/db/schema";
import { announce, type StudioContext } from "@/server/context";

type Deed = { id: string; verb: string; data?: Record<string, unknown> };

// Beyond this one event for the project says the same: who listens asks for the table again anyway.
const singly = 8;

/**
 * One activity row for each shot of an act, in one statement. The answer is the act's number: its first row. Only inside
 * withTransaction.
 */
export async function recordShots(
  ctx: StudioContext,
  projectId: string,
  deeds: readonly Deed[],
): Promise<number | null> {
  if (deeds.length === 0) return null;
  const { teamId, actor } = ctx;
  const rows = await ctx.db
    .insert(activity)
    .values(
      deeds.map(({ id, verb, data = {} }) => ({
        ...{ teamId, projectId, actorKind: actor.kind, actorId: actor.id, verb, data },
        ...{ subject: "shot" as const, subjectId: id },
      })),
    )
    .returning({ id: activity.id });
  if (deeds.length > singly) announce(ctx, { topic: "shot", id: projectId, projectId });
  else announce(ctx, ...deeds.map(({ id }) => ({ topic: "shot" as const, id, projectId })));
  return rows[0]?.id ?? null;
}
