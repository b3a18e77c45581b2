import { and, desc, eq, sql } from "drizzle-orm";
import { newId } from "@/contract/ids";
import type { Tx } from "@/db/client";
import { follows, inboxItems, notes, projects } from "@/db/schema";

/** As many pieces of news as a newcomer finds. */
const latest = 4;

/**
 * The first owner moves into a studio whose sample people have worked for days: they follow the sample project, and find
 * the last judgements on it in their inbox, as if they had followed it then. Nothing happens without a sample.
 */
export async function greetOwner(tx: Tx, { teamId, userId }: { teamId: string; userId: string }): Promise<void> {
  const [sample] = await tx
    .select({ id: projects.id })
    .from(projects)
    .where(and(eq(projects.teamId, teamId), projects.isSample))
    .limit(1);
  if (!sample) return;
  await tx.insert(follows).values({ teamId, userId, subjectId: sample.id }).onConflictDoNothing();
  const said = await tx
    .select()
    .from(notes)
    .where(and(eq(notes.teamId, teamId), eq(notes.projectId, sample.id)))
    .orderBy(desc(notes.createdAt), desc(sql`${notes.id}`))
    .limit(latest);
  if (said.length === 0) return;
  await tx.insert(inboxItems).values(
    said.reverse().map(({ frameId, authorId, body, status, createdAt }) => ({
      ...{ id: newId("inboxItem"), teamId, userId, projectId: sample.id, createdAt },
      ...{ kind: status ? ("status" as const) : ("note" as const), subjectId: frameId, actorId: authorId },
      data: { text: body.slice(0, 400), ...(status ? { status } : {}) },
    })),
  );
}
