import { and, desc, eq, getTableColumns, inArray, lt } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { activity, masks, nodes, projects, users, versions } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { namesOf, ofKind } from "./names";

export const ListActivity = z.object({
  projectId: idOf("project").optional(),
  subjectId: z.string().max(60).optional(),
  before: z.number().int().optional(),
  /** Only what the asking person did. */
  byMe: z.boolean().default(false),
  limit: z.number().int().min(1).max(100).default(30),
});

// Without `data`: an act over thousands of rows keeps its way back there.
const { data: _, ...shown } = getTableColumns(activity);

/** Who did what, newest first, each with a name for what was touched. */
export async function listActivity(ctx: StudioContext, input: z.input<typeof ListActivity>) {
  requireMay(ctx, "edit shots");
  const { projectId, subjectId, before, byMe, limit } = ListActivity.parse(input);
  const rows = await ctx.db
    .select({ row: shown, user: users.name, node: nodes.name, slug: projects.slug })
    .from(activity)
    .leftJoin(users, eq(users.id, activity.actorId))
    .leftJoin(nodes, eq(nodes.id, activity.actorId))
    .leftJoin(projects, and(eq(projects.id, activity.projectId), eq(projects.teamId, ctx.teamId)))
    .where(
      and(
        eq(activity.teamId, ctx.teamId),
        projectId ? eq(activity.projectId, projectId) : undefined,
        subjectId ? eq(activity.subjectId, subjectId) : undefined,
        before ? lt(activity.id, before) : undefined,
        byMe ? eq(activity.actorId, ctx.actor.id) : undefined,
      ),
    )
    .orderBy(desc(activity.id))
    .limit(limit);
  const owners = await frameIdsOf(
    ctx,
    rows.map(({ row }) => row.subjectId),
  );
  const frameOf = ({ subject, subjectId }: { subject: string; subjectId: string }): string | null =>
    subject === "frame" ? subjectId : (owners.get(subjectId) ?? null);
  const names = await namesOf(
    ctx,
    rows.flatMap(({ row }) => [row.subjectId, frameOf(row) ?? row.subjectId]),
  );
  return rows.map(({ row, user, node, slug }) => {
    const { id, verb, subject, subjectId, at } = row;
    const frameId = frameOf(row);
    return {
      ...{ id, verb, subject, subjectId, at, frameId, slug },
      mine: row.actorId === ctx.actor.id,
      who: user ?? node ?? (row.actorKind === "system" ? "Backlot" : "Somebody who left"),
      what: (names.get(subjectId) ?? names.get(frameId ?? ""))?.name ?? null,
    };
  });
}

/** The frame a version or a mask belongs to, by the id of either. */
const frameIdsOf = async ({ db, teamId }: StudioContext, ids: string[]): Promise<Map<string, string>> => {
  const [ofVersions, ofMasks] = await Promise.all([
    ofKind(ids, "version", (ids) =>
      db
        .select({ id: versions.id, frameId: versions.frameId })
        .from(versions)
        .where(and(eq(versions.teamId, teamId), inArray(versions.id, ids))),
    ),
    ofKind(ids, "mask", (ids) =>
      db
        .select({ id: masks.id, frameId: versions.frameId })
        .from(masks)
        .innerJoin(versions, eq(versions.id, masks.versionId))
        .where(and(eq(masks.teamId, teamId), inArray(masks.id, ids))),
    ),
  ]);
  return new Map([...ofVersions, ...ofMasks].map(({ id, frameId }) => [id, frameId]));
};
