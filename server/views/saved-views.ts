import { and, asc, eq, or } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { displayName } from "@/contract/names";
import { savedViews, users } from "@/db/schema";
import { announce, requireMay, requireUser, type StudioContext, withTransaction } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { projectOrThrow } from "@/server/projects/access";

const area = z.enum(["shots", "characters"]);

export const ListViews = z.object({ projectId: idOf("project"), area });

/** My filters of a project's list and those others share, by name. */
export async function listViews(ctx: StudioContext, input: z.input<typeof ListViews>) {
  requireMay(ctx, "see the studio");
  const me = requireUser(ctx);
  const { projectId, area } = ListViews.parse(input);
  await projectOrThrow(ctx, projectId);
  const rows = await ctx.db
    .select({
      id: savedViews.id,
      name: savedViews.name,
      query: savedViews.query,
      shared: savedViews.shared,
      userId: savedViews.userId,
      owner: users.name,
    })
    .from(savedViews)
    .innerJoin(users, eq(users.id, savedViews.userId))
    .where(
      and(
        eq(savedViews.teamId, ctx.teamId),
        eq(savedViews.projectId, projectId),
        eq(savedViews.area, area),
        or(eq(savedViews.userId, me.id), eq(savedViews.shared, true)),
      ),
    )
    .orderBy(asc(savedViews.name), asc(savedViews.id));
  return rows.map(({ userId, ...row }) => ({ ...row, mine: userId === me.id }));
}

const fields = {
  name: displayName("The filter's name"),
  /** As it stands in the address after `?f=`. */
  query: z.string().trim().max(1000, { error: "The filter is longer than 1,000 characters" }),
  shared: z.boolean(),
};
export const SaveView = z.object({ projectId: idOf("project"), area, ...fields, shared: fields.shared.default(false) });
export type SaveView = z.input<typeof SaveView>;

/** Keep a filter under a name. Sharing one with the project is for whoever may edit shots. */
export async function saveView(ctx: StudioContext, input: SaveView) {
  requireMay(ctx, "see the studio");
  const me = requireUser(ctx);
  const values = SaveView.parse(input);
  if (values.shared) requireMay(ctx, "edit shots");
  return withTransaction(ctx, async (ctx) => {
    await projectOrThrow(ctx, values.projectId);
    const id = newId("savedView");
    await ctx.db.insert(savedViews).values({ id, teamId: ctx.teamId, userId: me.id, ...values });
    announce(ctx, { topic: "view", id, projectId: values.projectId });
    return { id };
  });
}

export const UpdateView = z.object({
  viewId: idOf("savedView"),
  name: fields.name.optional(),
  query: fields.query.optional(),
  shared: fields.shared.optional(),
});

/** Rename, replace or share one of my filters. */
export async function updateView(ctx: StudioContext, input: z.input<typeof UpdateView>) {
  requireMay(ctx, "see the studio");
  const { viewId, ...values } = UpdateView.parse(input);
  if (values.shared) requireMay(ctx, "edit shots");
  return withTransaction(ctx, async (ctx) => {
    const before = await myView(ctx, viewId);
    if (Object.keys(values).length > 0) await ctx.db.update(savedViews).set(values).where(eq(savedViews.id, viewId));
    announce(ctx, { topic: "view", id: viewId, projectId: before.projectId });
    return { id: viewId };
  });
}

export const RemoveView = z.object({ viewId: idOf("savedView") });

/** Forget one of my filters; the answer holds all that saving it again needs. */
export async function removeView(ctx: StudioContext, input: z.input<typeof RemoveView>) {
  requireMay(ctx, "see the studio");
  const { viewId } = RemoveView.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { projectId, area, name, query, shared } = await myView(ctx, viewId);
    await ctx.db.delete(savedViews).where(eq(savedViews.id, viewId));
    announce(ctx, { topic: "view", id: viewId, projectId });
    return { projectId, area, name, query, shared };
  });
}

/** Another person's filter is not mine to change, shared or not. */
const myView = async (ctx: StudioContext, viewId: string) => {
  const mine = and(
    eq(savedViews.id, viewId),
    eq(savedViews.teamId, ctx.teamId),
    eq(savedViews.userId, requireUser(ctx).id),
  );
  const [view] = await ctx.db.select().from(savedViews).where(mine);
  if (!view) throw new NotFoundError("Your saved filter");
  return view;
};
