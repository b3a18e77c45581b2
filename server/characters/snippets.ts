import { and, asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { displayName, longText } from "@/contract/names";
import { promptSnippets } from "@/db/schema";
import { record, requireMay, requireUser, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError, NotFoundError } from "@/server/errors";
import { projectOrThrow } from "@/server/projects/access";

export const ListSnippets = z.object({ projectId: idOf("project") });

/** The project's own prompt phrases in their order; the built-in ones are in the contract. */
export async function listSnippets(ctx: StudioContext, input: z.input<typeof ListSnippets>) {
  requireMay(ctx, "see the studio");
  const { projectId } = ListSnippets.parse(input);
  await projectOrThrow(ctx, projectId);
  const { id, title, positive, negative, position } = promptSnippets;
  return ctx.db
    .select({ id, title, positive, negative, position })
    .from(promptSnippets)
    .where(and(eq(promptSnippets.teamId, ctx.teamId), eq(promptSnippets.projectId, projectId)))
    .orderBy(asc(position), asc(promptSnippets.createdAt), asc(id));
}

const words = {
  title: displayName("The snippet's name", 60),
  positive: longText("The phrase for the prompt", 1000),
  negative: longText("The phrase for the negative", 1000),
};

export const CreateSnippet = z.object({
  projectId: idOf("project"),
  title: words.title,
  positive: words.positive.default(""),
  negative: words.negative.default(""),
  /** Its place in the list; the end by default. Undoing a removal gives it the place it had. */
  position: z.number().int().min(0).max(100_000).optional(),
});

/** Keep a phrase to insert with one press. */
export async function createSnippet(ctx: StudioContext, input: z.input<typeof CreateSnippet>) {
  requireMay(ctx, "edit characters and environments");
  const { projectId, position, ...values } = CreateSnippet.parse(input);
  refuseEmpty(values);
  return withTransaction(ctx, async (ctx) => {
    await projectOrThrow(ctx, projectId);
    const id = newId("snippet");
    const [last] = await ctx.db
      .select({ position: sql<number>`coalesce(max(${promptSnippets.position}), -1)::int` })
      .from(promptSnippets)
      .where(and(eq(promptSnippets.teamId, ctx.teamId), eq(promptSnippets.projectId, projectId)));
    const createdBy = ctx.actor.kind === "user" ? requireUser(ctx).id : null;
    const place = position ?? (last?.position ?? -1) + 1;
    await ctx.db
      .insert(promptSnippets)
      .values({ id, teamId: ctx.teamId, projectId, createdBy, position: place, ...values });
    await touched(ctx, projectId, "added a prompt snippet", { title: values.title });
    return { id };
  });
}

export const UpdateSnippet = z.object({
  snippetId: idOf("snippet"),
  title: words.title.optional(),
  positive: words.positive.optional(),
  negative: words.negative.optional(),
});

/** Change a phrase. What was inserted from it before stays as it was. Answers the snippet as it was. */
export async function updateSnippet(ctx: StudioContext, input: z.input<typeof UpdateSnippet>) {
  requireMay(ctx, "edit characters and environments");
  const { snippetId, ...values } = UpdateSnippet.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const row = await snippetOrThrow(ctx, snippetId);
    refuseEmpty({ ...row, ...values });
    if (Object.keys(values).length > 0)
      await ctx.db.update(promptSnippets).set(values).where(eq(promptSnippets.id, snippetId));
    await touched(ctx, row.projectId, "changed a prompt snippet", { title: row.title });
    return { id: snippetId, before: { title: row.title, positive: row.positive, negative: row.negative } };
  });
}

export const RemoveSnippet = z.object({ snippetId: idOf("snippet") });

/** Take a phrase out of the list. Answers all of it, so that keeping it anew undoes this. */
export async function removeSnippet(ctx: StudioContext, input: z.input<typeof RemoveSnippet>) {
  requireMay(ctx, "edit characters and environments");
  const { snippetId } = RemoveSnippet.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { projectId, title, positive, negative, position } = await snippetOrThrow(ctx, snippetId);
    await ctx.db.delete(promptSnippets).where(eq(promptSnippets.id, snippetId));
    await touched(ctx, projectId, "removed a prompt snippet", { title });
    return { projectId, title, positive, negative, position };
  });
}

const refuseEmpty = ({ positive, negative }: { positive: string; negative: string }) => {
  if (positive === "" && negative === "")
    throw new BadInputError("A snippet needs words for the prompt, for the negative, or for both", "positive");
};

const snippetOrThrow = async (ctx: StudioContext, snippetId: string) => {
  const [row] = await ctx.db
    .select()
    .from(promptSnippets)
    .where(and(eq(promptSnippets.id, snippetId), eq(promptSnippets.teamId, ctx.teamId)))
    .for("update");
  if (!row) throw new NotFoundError("The snippet");
  return row;
};

/** A snippet belongs to its project: its open pages fetch the list anew. */
const touched = (ctx: StudioContext, projectId: string, verb: string, data: Record<string, unknown>) =>
  record(ctx, { verb, topic: "project", id: projectId, projectId, data }, [
    { topic: "character", id: projectId, projectId },
  ]);
