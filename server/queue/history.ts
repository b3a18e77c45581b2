import { and, desc, eq, inArray, lt, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { activity, jobs, nodes, projects, users } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";

export const ReadHistory = z
  .object({
    projectId: idOf("project").optional(),
    /** What was done to this job, or to the act it was queued in. */
    jobId: idOf("job").optional(),
    /** Only what is older than this deed. */
    cursor: z.number().int().optional(),
    limit: z.number().int().min(1).max(100).default(40),
  })
  .default({ limit: 40 });

export type QueueDeed = {
  id: number;
  verb: string;
  at: string;
  who: string;
  mine: boolean;
  /** What it was done to: a job's title, a node's or a project's name, a person; null for the whole queue. */
  what: string | null;
  jobId: string | null;
  nodeId: string | null;
  /** How many jobs, for an act on many. */
  jobs: number | null;
  reason: string | null;
};

const person = alias(users, "person");

/** Who queued, cancelled, reordered, held and paused, newest first. */
export async function readHistory(ctx: StudioContext, input?: z.input<typeof ReadHistory>): Promise<QueueDeed[]> {
  requireMay(ctx, "queue passes");
  const { projectId, jobId, cursor, limit } = ReadHistory.parse(input);
  const count = sql<string | null>`coalesce(${activity.data}->>'jobs', ${activity.data}->>'cancelled')`;
  const batch = sql`(select batch_id from jobs where id = ${jobId ?? ""} and team_id = ${ctx.teamId})`;
  const rows = await ctx.db
    .select({
      ...{ id: activity.id, verb: activity.verb, at: activity.at, subjectId: activity.subjectId },
      ...{ actorId: activity.actorId, actorKind: activity.actorKind, jobs: count },
      ...{ who: users.name, job: jobs.title, jobId: jobs.id, node: nodes.name, nodeId: nodes.id },
      ...{ project: projects.name, person: person.name },
      reason: sql<string | null>`nullif(${activity.data}->>'reason', '')`,
    })
    .from(activity)
    .leftJoin(users, eq(users.id, activity.actorId))
    .leftJoin(jobs, and(eq(jobs.id, activity.subjectId), eq(jobs.teamId, ctx.teamId)))
    .leftJoin(nodes, and(eq(nodes.id, activity.subjectId), eq(nodes.teamId, ctx.teamId)))
    .leftJoin(projects, and(eq(projects.id, activity.subjectId), eq(projects.teamId, ctx.teamId)))
    .leftJoin(person, eq(person.id, activity.subjectId))
    .where(
      and(
        eq(activity.teamId, ctx.teamId),
        or(inArray(activity.subject, ["job", "node"]), eq(activity.verb, "queue.weight")),
        projectId ? eq(activity.projectId, projectId) : undefined,
        jobId ? or(eq(activity.subjectId, jobId), sql`${activity.data}->>'batchId' = ${batch}`) : undefined,
        cursor ? lt(activity.id, cursor) : undefined,
      ),
    )
    .orderBy(desc(activity.id))
    .limit(limit);
  return rows.map((row) => ({
    ...{ id: row.id, verb: row.verb, at: row.at, reason: row.reason, jobId: row.jobId, nodeId: row.nodeId },
    who:
      row.who ??
      (row.actorKind === "system"
        ? "Backlot"
        : row.actorKind === "node"
          ? (row.node ?? "A node")
          : "Somebody who left"),
    mine: row.actorId === ctx.actor.id,
    what: row.job ?? row.node ?? row.project ?? row.person ?? null,
    jobs: row.jobs === null ? null : Number(row.jobs),
  }));
}
