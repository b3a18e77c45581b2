import { and, asc, eq, isNotNull, isNull } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { characters, environmentStates, environments, memberships, sequences, shots, users } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { projectOrThrow } from "@/server/projects/access";

export const ShotsOfProject = z.object({ projectId: idOf("project") });

/** All that cells of the shot table can be set to: characters, environments with states, people, sequences. */
export async function shotChoices(ctx: StudioContext, input: z.input<typeof ShotsOfProject>) {
  requireMay(ctx, "see the studio");
  const { projectId } = ShotsOfProject.parse(input);
  const { db, teamId } = ctx;
  const [cast, places, states, people, parts] = await Promise.all([
    db
      .select({ id: characters.id, code: characters.code, name: characters.name })
      .from(characters)
      .where(and(eq(characters.teamId, teamId), eq(characters.projectId, projectId), isNull(characters.archivedAt)))
      .orderBy(asc(characters.name)),
    db
      .select({ id: environments.id, name: environments.name })
      .from(environments)
      .where(
        and(eq(environments.teamId, teamId), eq(environments.projectId, projectId), isNull(environments.archivedAt)),
      )
      .orderBy(asc(environments.name)),
    db
      .select({
        id: environmentStates.id,
        environmentId: environmentStates.environmentId,
        name: environmentStates.name,
      })
      .from(environmentStates)
      .innerJoin(environments, eq(environments.id, environmentStates.environmentId))
      .where(
        and(
          eq(environmentStates.teamId, teamId),
          eq(environments.projectId, projectId),
          isNull(environmentStates.removedAt),
        ),
      )
      .orderBy(asc(environmentStates.position), asc(environmentStates.name)),
    db
      .select({ id: users.id, name: users.name })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(eq(memberships.teamId, teamId))
      .orderBy(asc(users.name)),
    db
      .select({ id: sequences.id, code: sequences.code })
      .from(sequences)
      .where(and(eq(sequences.teamId, teamId), eq(sequences.projectId, projectId)))
      .orderBy(asc(sequences.position), asc(sequences.id)),
    projectOrThrow(ctx, projectId),
  ]);
  return { characters: cast, environments: places, states, people, sequences: parts };
}

/** Shots that were put away, the latest first: what can be brought back. */
export async function archivedShots(ctx: StudioContext, input: z.input<typeof ShotsOfProject>) {
  requireMay(ctx, "see the studio");
  const { projectId } = ShotsOfProject.parse(input);
  await projectOrThrow(ctx, projectId);
  const rows = await ctx.db
    .select({
      id: shots.id,
      code: shots.code,
      sequence: sequences.code,
      description: shots.description,
      archivedAt: shots.archivedAt,
    })
    .from(shots)
    .innerJoin(sequences, eq(sequences.id, shots.sequenceId))
    .where(and(eq(shots.teamId, ctx.teamId), eq(shots.projectId, projectId), isNotNull(shots.archivedAt)))
    .orderBy(asc(shots.code));
  return rows;
}
