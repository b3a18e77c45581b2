import { and, desc, eq, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { inboxItems, nodes, projects, users } from "@/db/schema";
import { statement } from "@/db/statement";
import { namesOf } from "@/server/activity/names";
import { requireMay, requireUser, type StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { projectOrThrow } from "@/server/projects/access";

const Tabs = z.enum(["all", "unread", "archived"]);
type Tab = z.infer<typeof Tabs>;
export const ListInbox = z.object({
  tab: Tabs.default("all"),
  /** The last item of the page before. */
  before: idOf("inboxItem").optional(),
  limit: z.number().int().min(1).max(100).default(50),
});

const selectItems = (tab: Tab, paged: boolean) =>
  statement((db) =>
    db
      .select({
        id: inboxItems.id,
        kind: inboxItems.kind,
        subjectId: inboxItems.subjectId,
        data: inboxItems.data,
        at: inboxItems.createdAt,
        readAt: inboxItems.readAt,
        archivedAt: inboxItems.archivedAt,
        who: sql<string | null>`coalesce(${users.name}, ${nodes.name})`,
        project: projects.name,
        slug: projects.slug,
      })
      .from(inboxItems)
      .leftJoin(users, eq(users.id, inboxItems.actorId))
      .leftJoin(nodes, eq(nodes.id, inboxItems.actorId))
      .leftJoin(projects, eq(projects.id, inboxItems.projectId))
      .where(
        and(
          eq(inboxItems.userId, sql.placeholder("userId")),
          eq(inboxItems.teamId, sql.placeholder("teamId")),
          tab === "archived" ? isNotNull(inboxItems.archivedAt) : isNull(inboxItems.archivedAt),
          tab === "unread" ? isNull(inboxItems.readAt) : undefined,
          paged ? older : undefined,
        ),
      )
      .orderBy(desc(inboxItems.createdAt), desc(inboxItems.id))
      .limit(sql.placeholder("limit")),
  );

const then = sql`(select created_at from inbox_items where id = ${sql.placeholder("before")})`;
const older = or(
  lt(inboxItems.createdAt, then),
  and(eq(inboxItems.createdAt, then), lt(inboxItems.id, sql.placeholder("before"))),
);
const first = {
  all: selectItems("all", false),
  unread: selectItems("unread", false),
  archived: selectItems("archived", false),
};
const next = {
  all: selectItems("all", true),
  unread: selectItems("unread", true),
  archived: selectItems("archived", true),
};

/** My news, newest first; archived ones only in their own tab. Each names its subject and where it is. */
export async function listInbox(ctx: StudioContext, input: z.input<typeof ListInbox>) {
  requireMay(ctx, "see the studio");
  const { id: userId } = requireUser(ctx);
  const { tab, before, limit } = ListInbox.parse(input);
  const values = { userId, teamId: ctx.teamId, limit };
  const rows = before ? await next[tab](ctx.db, { ...values, before }) : await first[tab](ctx.db, values);
  const names = await namesOf(
    ctx,
    rows.map(({ subjectId }) => subjectId),
  );
  return rows.map(({ slug, who, ...row }) => {
    const subject = names.get(row.subjectId);
    return {
      ...row,
      who: who ?? "Backlot",
      what: subject?.name ?? "something that is gone",
      mediaId: subject?.mediaId ?? null,
      href: subject && slug ? `/p/${slug}${subject.path}` : null,
    };
  });
}

export const PlaceOf = z.object({ projectId: idOf("project"), subjectId: z.string().max(60) });

/** The page of a thing below its project's address: where a chip in a text leads. */
export async function placeOf(ctx: StudioContext, input: z.input<typeof PlaceOf>): Promise<{ path: string }> {
  requireMay(ctx, "see the studio");
  const { projectId, subjectId } = PlaceOf.parse(input);
  await projectOrThrow(ctx, projectId);
  const named = (await namesOf(ctx, [subjectId])).get(subjectId);
  if (!named) throw new NotFoundError("What the chip names");
  return { path: named.path };
}

const selectUnread = statement((db) =>
  db
    .select({ count: sql<number>`count(*)::int` })
    .from(inboxItems)
    .where(
      and(
        eq(inboxItems.userId, sql.placeholder("userId")),
        eq(inboxItems.teamId, sql.placeholder("teamId")),
        isNull(inboxItems.readAt),
        isNull(inboxItems.archivedAt),
      ),
    ),
);

/** How many items wait unread: the dot on the rail. */
export async function countUnread(ctx: StudioContext): Promise<number> {
  requireMay(ctx, "see the studio");
  const me = requireUser(ctx);
  const [row] = await selectUnread(ctx.db, { userId: me.id, teamId: ctx.teamId });
  return row?.count ?? 0;
}
