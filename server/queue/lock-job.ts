import { and, eq } from "drizzle-orm";
import { jobs } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { ConflictError, NotFoundError } from "@/server/errors";
import { type Job, waitingStates } from "./states";

/** The job under lock, for an act on one's own work, or on everybody's by a manager. Inside the act's transaction. */
export async function lockJob(ctx: StudioContext, jobId: string): Promise<Job> {
  const [job] = await ctx.db
    .select()
    .from(jobs)
    .where(and(eq(jobs.id, jobId), eq(jobs.teamId, ctx.teamId)))
    .for("update");
  if (!job) throw new NotFoundError("The job");
  if (job.createdBy !== ctx.actor.id) requireMay(ctx, "cancel other people's work");
  return job;
}

export function requireWaiting(job: Job): void {
  if (!(waitingStates as readonly string[]).includes(job.state))
    throw new ConflictError(`“${job.title}” does not wait any more.`);
}
