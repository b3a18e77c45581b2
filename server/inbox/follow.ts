import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { type IdKind, isIdOf } from "@/contract/ids";
import { follows } from "@/db/schema";
import { namesOf } from "@/server/activity/names";
import { announce, requireMay, requireUser, type StudioContext, withTransaction } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { followAs } from "./notify";

const followable = ["project", "shot", "character", "environment"] as const satisfies readonly IdKind[];

export const SubjectOfFollow = z.object({
  subjectId: z
    .string()
    .max(60)
    .refine((id) => followable.some((kind) => isIdOf(kind, id)), {
      error: "Only a project, a shot, a character or an environment can be followed",
    }),
});
export const SetFollow = SubjectOfFollow.extend({ following: z.boolean() });
export type SetFollow = z.input<typeof SetFollow>;

/** Hear of notes, judgements and new versions of it, or no longer. */
export async function setFollow(ctx: StudioContext, input: SetFollow) {
  requireMay(ctx, "see the studio");
  const me = requireUser(ctx);
  const { subjectId, following } = SetFollow.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const named = await namesOf(ctx, [subjectId]);
    if (!named.has(subjectId)) throw new NotFoundError("What you want to follow");
    if (following) await followAs(ctx, me.id, subjectId);
    else await ctx.db.delete(follows).where(and(eq(follows.userId, me.id), eq(follows.subjectId, subjectId)));
    announce(ctx, { topic: "inbox", id: me.id, projectId: null });
    return { subjectId, following };
  });
}

/** Whether I follow it. */
export async function isFollowing(ctx: StudioContext, input: z.input<typeof SubjectOfFollow>): Promise<boolean> {
  requireMay(ctx, "see the studio");
  const me = requireUser(ctx);
  const { subjectId } = SubjectOfFollow.parse(input);
  const named = await namesOf(ctx, [subjectId]);
  if (!named.has(subjectId)) throw new NotFoundError("What you follow");
  const mine = and(eq(follows.userId, me.id), eq(follows.subjectId, subjectId), eq(follows.teamId, ctx.teamId));
  return (await ctx.db.$count(follows, mine)) > 0;
}
