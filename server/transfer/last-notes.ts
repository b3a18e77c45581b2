import { and, desc, eq, sql } from "drizzle-orm";
import { plainText } from "@/contract/text/mentions";
import { frames, notes } from "@/db/schema";
import type { StudioContext } from "@/server/context";

/** The words of the last note of each shot that has one; a client reads only what was written for the client. */
export async function lastNotes(ctx: StudioContext, projectId: string): Promise<Map<string, string>> {
  const forClient = ctx.actor.kind === "user" && ctx.actor.role === "client";
  const rows = await ctx.db
    .selectDistinctOn([frames.shotId], { shotId: frames.shotId, body: notes.body })
    .from(notes)
    .innerJoin(frames, eq(frames.id, notes.frameId))
    .where(
      and(
        eq(notes.teamId, ctx.teamId),
        eq(notes.projectId, projectId),
        sql`${notes.body} <> ''`,
        forClient ? eq(notes.audience, "client") : undefined,
      ),
    )
    .orderBy(frames.shotId, desc(notes.createdAt));
  return new Map(rows.map(({ shotId, body }) => [shotId, plainText(body)]));
}
