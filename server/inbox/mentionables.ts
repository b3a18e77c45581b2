import { and, asc, eq, ilike, isNull, or } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import type { Mention } from "@/contract/text/mentions";
import { characters, environments, memberships, shots, users } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { projectOrThrow } from "@/server/projects/access";

export const Mentionables = z.object({ projectId: idOf("project"), text: z.string().trim().max(60).default("") });

/** Who and what can follow an `@`: people of the team, then the project's characters, environments and shots; six of a kind. */
export async function mentionables(
  ctx: StudioContext,
  input: z.input<typeof Mentionables>,
): Promise<(Mention & { detail: string })[]> {
  requireMay(ctx, "see the studio");
  const { projectId, text } = Mentionables.parse(input);
  await projectOrThrow(ctx, projectId);
  const { db, teamId } = ctx;
  const like = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  const world = (table: typeof characters | typeof environments) =>
    db
      .select({ id: table.id, label: table.name, detail: table.code })
      .from(table)
      .where(
        and(
          eq(table.teamId, teamId),
          eq(table.projectId, projectId),
          isNull(table.archivedAt),
          or(ilike(table.name, like), ilike(table.code, like)),
        ),
      )
      .orderBy(asc(table.name))
      .limit(6);
  const [people, cast, places, story] = await Promise.all([
    db
      .select({ id: users.id, label: users.name, detail: memberships.role })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(and(eq(memberships.teamId, teamId), ilike(users.name, like)))
      .orderBy(asc(users.name))
      .limit(6),
    world(characters),
    world(environments),
    db
      .select({ id: shots.id, label: shots.code, detail: shots.description })
      .from(shots)
      .where(
        and(
          eq(shots.teamId, teamId),
          eq(shots.projectId, projectId),
          isNull(shots.archivedAt),
          or(ilike(shots.code, like), ilike(shots.description, like)),
        ),
      )
      .orderBy(asc(shots.code))
      .limit(6),
  ]);
  return [
    ...people.map((row) => ({ kind: "user" as const, ...row })),
    ...cast.map((row) => ({ kind: "character" as const, ...row })),
    ...places.map((row) => ({ kind: "environment" as const, ...row })),
    ...story.map((row) => ({ kind: "shot" as const, ...row })),
  ];
}
