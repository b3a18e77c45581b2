import { and, desc, eq, inArray, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { activity, characters, environments, frames, jobs, nodes, projects, shots, users } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";

export const ListActivity = z.object({
  projectId: idOf("project").optional(),
  subjectId: z.string().max(60).optional(),
  before: z.number().int().optional(),
  limit: z.number().int().min(1).max(100).default(30),
});

/** Who did what, newest first, each with a name for what was touched. */
export async function listActivity(ctx: StudioContext, input: z.input<typeof ListActivity>) {
  requireMay(ctx, "edit shots");
  const { projectId, subjectId, before, limit } = ListActivity.parse(input);
  const rows = await ctx.db
    .select({ row: activity, user: users.name, node: nodes.name })
    .from(activity)
    .leftJoin(users, eq(users.id, activity.actorId))
    .leftJoin(nodes, eq(nodes.id, activity.actorId))
    .where(
      and(
        eq(activity.teamId, ctx.teamId),
        projectId ? eq(activity.projectId, projectId) : undefined,
        subjectId ? eq(activity.subjectId, subjectId) : undefined,
        before ? lt(activity.id, before) : undefined,
      ),
    )
    .orderBy(desc(activity.id))
    .limit(limit);
  const names = await subjectNames(ctx, rows.map(({ row }) => row.subjectId));
  return rows.map(({ row: { id, verb, subject, subjectId, at, actorKind }, user, node }) => ({
    ...{ id, verb, subject, subjectId, at },
    who: user ?? node ?? (actorKind === "system" ? "Backlot" : "Somebody who left"),
    what: names.get(subjectId) ?? null,
  }));
}

const subjectNames = async (ctx: StudioContext, ids: string[]) => {
  if (ids.length === 0) return new Map<string, string>();
  const { db, teamId } = ctx;
  const [a, b, c, d, e, f] = await Promise.all([
    db.select({ id: shots.id, name: shots.code }).from(shots).where(and(eq(shots.teamId, teamId), inArray(shots.id, ids))),
    db
      .select({ id: frames.id, name: sql<string>`${shots.code} || ' ' || ${frames.label}` })
      .from(frames)
      .innerJoin(shots, eq(shots.id, frames.shotId))
      .where(and(eq(frames.teamId, teamId), inArray(frames.id, ids))),
    db.select({ id: characters.id, name: characters.name }).from(characters).where(and(eq(characters.teamId, teamId), inArray(characters.id, ids))),
    db.select({ id: environments.id, name: environments.name }).from(environments).where(and(eq(environments.teamId, teamId), inArray(environments.id, ids))),
    db.select({ id: projects.id, name: projects.name }).from(projects).where(and(eq(projects.teamId, teamId), inArray(projects.id, ids))),
    db.select({ id: jobs.id, name: jobs.title }).from(jobs).where(and(eq(jobs.teamId, teamId), inArray(jobs.id, ids))),
  ]);
  return new Map([...a, ...b, ...c, ...d, ...e, ...f].map((row) => [row.id, row.name]));
};
