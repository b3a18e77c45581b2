import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { code, longText } from "@/contract/names";
import { characters, environments, memberships, shotCast, shots } from "@/db/schema";
import { orConflict } from "@/server/conflicts";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError, NotFoundError } from "@/server/errors";
import { requireMaySet, statusesOf, transitionsOf } from "@/server/statuses/read";
import { StatusCode } from "@/server/statuses/shape";
import { shotOrThrow } from "./access";
import { tellOfShot } from "./tell-of-shot";

export const UpdateShot = z.object({
  shotId: idOf("shot"),
  code: code("The shot code").optional(),
  description: longText("The description", 2000).optional(),
  durationFrames: z.number().int().min(1, { error: "A shot lasts at least one frame" }).max(100_000).optional(),
  status: StatusCode.optional(),
  environmentId: idOf("environment").nullable().optional(),
  assigneeId: idOf("user").nullable().optional(),
  cast: z.array(idOf("character")).max(50).optional(),
  archived: z.boolean().optional(),
});
export type UpdateShot = z.input<typeof UpdateShot>;

/** Change what is named; the rest stays. Everything it points at must be of the same project, the assignee of the team. */
export async function updateShot(ctx: StudioContext, input: UpdateShot) {
  requireMay(ctx, "edit shots");
  const { shotId, cast, archived, status, ...values } = UpdateShot.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { projectId, status: from, ...stood } = await shotOrThrow(ctx, shotId);
    if (status !== undefined) {
      const [words, ways] = await Promise.all([statusesOf(ctx), transitionsOf(ctx)]);
      requireMaySet(ctx, words, ways, { from, to: status });
    }
    if (values.environmentId) await requireEnvironment(ctx, projectId, values.environmentId);
    if (values.assigneeId) await requireMember(ctx, values.assigneeId);
    if (cast) await setCast(ctx, { projectId, shotId, cast: [...new Set(cast)] });
    const set = {
      ...values,
      ...(status === undefined ? {} : { status }),
      ...(archived === undefined ? {} : { archivedAt: archived ? sql`now()` : null }),
      updatedAt: sql`now()`,
      revision: sql`${shots.revision} + 1`,
    };
    await orConflict(
      ctx.db
        .update(shots)
        .set(set)
        .where(and(eq(shots.id, shotId), eq(shots.teamId, ctx.teamId))),
      {
        shots_project_code: ["Another shot of this project has this code already", "code"],
      },
    );
    await tellOfShot(
      ctx,
      { id: shotId, projectId },
      {
        assigneeId: values.assigneeId === stood.assigneeId ? null : values.assigneeId,
        text: values.description,
        before: stood.description,
      },
    );
    const verb = archived === undefined ? "changed the shot" : archived ? "archived the shot" : "brought back the shot";
    const data = { ...values, ...(status ? { status } : {}), ...(cast ? { cast } : {}) };
    await record(ctx, { verb, topic: "shot", id: shotId, projectId, data });
    return { id: shotId };
  });
}

const requireEnvironment = async (ctx: StudioContext, projectId: string, id: string) => {
  const mine = and(eq(environments.id, id), eq(environments.teamId, ctx.teamId), eq(environments.projectId, projectId));
  const [row] = await ctx.db.select({ id: environments.id }).from(environments).where(mine);
  if (!row) throw new NotFoundError("The environment");
};

const requireMember = async (ctx: StudioContext, userId: string) => {
  const [row] = await ctx.db
    .select({ id: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.teamId, ctx.teamId), eq(memberships.userId, userId)));
  if (!row) throw new BadInputError("The assignee is not in this team. Invite them first.", "assigneeId");
};

const setCast = async (
  ctx: StudioContext,
  { projectId, shotId, cast }: { projectId: string; shotId: string; cast: string[] },
) => {
  if (cast.length > 0) {
    const mine = and(
      inArray(characters.id, cast),
      eq(characters.teamId, ctx.teamId),
      eq(characters.projectId, projectId),
    );
    const found = await ctx.db.select({ id: characters.id }).from(characters).where(mine);
    if (found.length !== cast.length) throw new NotFoundError("A character of the cast");
  }
  await ctx.db.delete(shotCast).where(eq(shotCast.shotId, shotId));
  if (cast.length > 0)
    await ctx.db.insert(shotCast).values(cast.map((characterId) => ({ shotId, characterId, teamId: ctx.teamId })));
};
