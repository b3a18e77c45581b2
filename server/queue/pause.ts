import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { longText } from "@/contract/names";
import { jobs, memberships, personShares, teamQueues } from "@/db/schema";
import { record, requireMay, requireUser, type StudioContext, withTransaction } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { enterLine } from "./line";
import { wakeClaimers } from "./wake";

export const PauseQueue = z.object({ reason: longText("The reason", 300).default("") });

/** Give no node of the team any new work. What runs goes on. */
export const pauseQueue = (ctx: StudioContext, input: z.input<typeof PauseQueue>) =>
  setPaused(ctx, PauseQueue.parse(input));

/** Give work again. */
export const resumeQueue = (ctx: StudioContext) => setPaused(ctx, null);

async function setPaused(ctx: StudioContext, pause: { reason: string } | null): Promise<{ paused: boolean }> {
  requireMay(ctx, "run the queue");
  return withTransaction(ctx, async (ctx) => {
    const paused = pause
      ? { pausedAt: sql`now()`, pausedBy: ctx.actor.id, pausedReason: pause.reason || null }
      : { pausedAt: null, pausedBy: null, pausedReason: null };
    await ctx.db
      .insert(teamQueues)
      .values({ teamId: ctx.teamId, ...paused })
      .onConflictDoUpdate({ target: teamQueues.teamId, set: paused });
    const data = pause ? { reason: pause.reason } : {};
    await record(ctx, { verb: pause ? "queue.pause" : "queue.resume", topic: "job", id: ctx.teamId, data });
    if (!pause) await wakeClaimers(ctx.db, ctx.teamId);
    return { paused: pause !== null };
  });
}

/** One's own work; a manager names somebody else. */
export const PausePerson = z.object({ userId: idOf("user").optional() }).default({});

/** Hold a person's waiting work, and what they queue from now on. What runs goes on. Returns how many jobs were held. */
export async function pausePerson(ctx: StudioContext, input?: z.input<typeof PausePerson>): Promise<{ jobs: number }> {
  const userId = await whose(ctx, input);
  return withTransaction(ctx, async (ctx) => {
    const ready = and(eq(jobs.teamId, ctx.teamId), eq(jobs.createdBy, userId), eq(jobs.state, "ready"));
    // Rows before the share, as everybody else locks them.
    await ctx.db.select({ id: jobs.id }).from(jobs).where(ready).orderBy(asc(jobs.seq)).for("update");
    const paused = { pausedAt: sql`now()`, pausedBy: ctx.actor.id };
    await ctx.db
      .insert(personShares)
      .values({ teamId: ctx.teamId, userId, ...paused })
      .onConflictDoUpdate({ target: [personShares.teamId, personShares.userId], set: paused });
    // What came into line since: passed over where somebody holds it and waits for the share in turn.
    const free = await ctx.db.select({ id: jobs.id }).from(jobs).where(ready).for("update", { skipLocked: true });
    const held = free.map(({ id }) => id);
    if (held.length > 0)
      await ctx.db
        .update(jobs)
        .set({ state: "held", heldFor: ["person"] })
        .where(inArray(jobs.id, held));
    await record(ctx, { verb: "queue.pause-person", topic: "job", id: userId, data: { jobs: held.length } });
    return { jobs: held.length };
  });
}

/** Let a person's work go again: it takes its places in line anew. Returns how many jobs that were. */
export async function resumePerson(ctx: StudioContext, input?: z.input<typeof PausePerson>): Promise<{ jobs: number }> {
  const userId = await whose(ctx, input);
  return withTransaction(ctx, async (ctx) => {
    const held = await ctx.db
      .select()
      .from(jobs)
      .where(
        and(
          eq(jobs.teamId, ctx.teamId),
          eq(jobs.createdBy, userId),
          eq(jobs.state, "held"),
          sql`'person' = any(${jobs.heldFor})`,
        ),
      )
      .orderBy(asc(jobs.seq))
      .for("update");
    await ctx.db
      .update(personShares)
      .set({ pausedAt: null, pausedBy: null })
      .where(and(eq(personShares.teamId, ctx.teamId), eq(personShares.userId, userId)));
    const free = held.filter(({ heldFor }) => heldFor.length === 1);
    for (const { id, heldFor } of held.filter((job) => job.heldFor.length > 1))
      await ctx.db
        .update(jobs)
        .set({ heldFor: heldFor.filter((hold) => hold !== "person") })
        .where(eq(jobs.id, id));
    await enterLine(ctx, free);
    await record(ctx, { verb: "queue.resume-person", topic: "job", id: userId, data: { jobs: free.length } });
    return { jobs: free.length };
  });
}

async function whose(ctx: StudioContext, input: z.input<typeof PausePerson> | undefined): Promise<string> {
  requireMay(ctx, "queue passes");
  const me = requireUser(ctx).id;
  const { userId = me } = PausePerson.parse(input);
  if (userId === me) return me;
  const member = and(eq(memberships.teamId, ctx.teamId), eq(memberships.userId, userId));
  if ((await ctx.db.$count(memberships, member)) === 0) throw new NotFoundError("This person");
  requireMay(ctx, "run the queue");
  return userId;
}

export type QueueSwitches = {
  paused: { at: string; by: string | null; reason: string | null } | null;
  /** People who have paused their own work, by id. */
  people: string[];
  mine: boolean;
};

/** Which switches of the queue are off. */
export async function readSwitches(ctx: StudioContext): Promise<QueueSwitches> {
  requireMay(ctx, "see the studio");
  const [[queue], people] = await Promise.all([
    ctx.db.select().from(teamQueues).where(eq(teamQueues.teamId, ctx.teamId)),
    ctx.db
      .select({ id: personShares.userId })
      .from(personShares)
      .where(and(eq(personShares.teamId, ctx.teamId), sql`${personShares.pausedAt} is not null`)),
  ]);
  const ids = people.map(({ id }) => id);
  return {
    paused: queue?.pausedAt ? { at: queue.pausedAt, by: queue.pausedBy, reason: queue.pausedReason } : null,
    people: ids,
    mine: ids.includes(ctx.actor.id),
  };
}
