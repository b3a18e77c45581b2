import { and, eq, sql } from "drizzle-orm";
import { newId } from "@/contract/ids";
import { sequences } from "@/db/schema";
import type { StudioContext } from "@/server/context";

/** The id of a project's sequence by its code; a new one is made behind the others. */
export async function sequenceFor(ctx: StudioContext, projectId: string, code: string): Promise<string> {
  const id = newId("sequence");
  const position = sql`(select coalesce(max(position), 0) + 1 from ${sequences} where project_id = ${projectId})`;
  await ctx.db.insert(sequences).values({ id, teamId: ctx.teamId, projectId, code, position }).onConflictDoNothing();
  const [row] = await ctx.db
    .select({ id: sequences.id })
    .from(sequences)
    .where(and(eq(sequences.projectId, projectId), eq(sequences.code, code)));
  return row?.id ?? id;
}
