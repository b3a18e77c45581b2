import { and, eq, inArray } from "drizzle-orm";
import { newId } from "@/contract/ids";
import { mentionsOf } from "@/contract/text/mentions";
import { follows, inboxItems, memberships, shots } from "@/db/schema";
import { announce, type StudioContext } from "@/server/context";

export type InboxKind = typeof inboxItems.$inferSelect.kind;
export type News = {
  kind: InboxKind;
  /** A frame, shot, version, character, environment or job. */
  subjectId: string;
  projectId: string;
  data?: Record<string, unknown>;
  /** "team": nobody with the role client hears of it. */
  audience?: "team" | "client";
};

/** Put news into people's inboxes, never into the actor's own. Only inside withTransaction; strangers to the team are left out. */
export async function notify(ctx: StudioContext, to: readonly string[], news: News): Promise<void> {
  const wanted = [...new Set(to)].filter((id) => id !== ctx.actor.id);
  if (wanted.length === 0) return;
  const people = await ctx.db
    .select({ id: memberships.userId, role: memberships.role })
    .from(memberships)
    .where(and(eq(memberships.teamId, ctx.teamId), inArray(memberships.userId, wanted)));
  const hear = people.filter(({ role }) => role !== "client" || news.audience === "client");
  if (hear.length === 0) return;
  const { kind, subjectId, projectId, data = {} } = news;
  await ctx.db.insert(inboxItems).values(
    hear.map(({ id: userId }) => ({
      ...{ id: newId("inboxItem"), teamId: ctx.teamId, userId, projectId, kind, subjectId, data },
      actorId: ctx.actor.kind === "system" ? null : ctx.actor.id,
    })),
  );
  announce(ctx, ...hear.map(({ id }) => ({ topic: "inbox" as const, id, projectId: null })));
}

/** Who follows any of these things. */
async function followersOf(ctx: StudioContext, subjectIds: readonly string[]): Promise<string[]> {
  const rows = await ctx.db
    .selectDistinct({ userId: follows.userId })
    .from(follows)
    .where(and(eq(follows.teamId, ctx.teamId), inArray(follows.subjectId, [...subjectIds])));
  return rows.map(({ userId }) => userId);
}

/** Who should hear of a shot: its assignee and whoever follows it or its project. */
export async function hearersOf(ctx: StudioContext, shotId: string, projectId: string): Promise<string[]> {
  const [shot] = await ctx.db
    .select({ assigneeId: shots.assigneeId })
    .from(shots)
    .where(and(eq(shots.id, shotId), eq(shots.teamId, ctx.teamId)));
  return [...(shot?.assigneeId ? [shot.assigneeId] : []), ...(await followersOf(ctx, [shotId, projectId]))];
}

/** Let the actor follow what they touched, unless they do already. */
export async function followAs(ctx: StudioContext, userId: string, subjectId: string): Promise<void> {
  await ctx.db.insert(follows).values({ teamId: ctx.teamId, userId, subjectId }).onConflictDoNothing();
}

/**
 * News of something said: whoever is named in the text hears of a mention, everybody else in `to` of the rest. One
 * person never hears twice of one act.
 */
export async function notifySaid(
  ctx: StudioContext,
  { text, to, ...news }: News & { text: string; to: readonly string[] },
): Promise<void> {
  const named = mentionsOf(text).flatMap(({ kind, id }) => (kind === "user" ? [id] : []));
  await notify(ctx, named, { ...news, kind: "mention" });
  const others = to.filter((id) => !named.includes(id));
  await notify(ctx, others, news);
}
