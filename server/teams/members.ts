import { and, asc, eq, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { displayName } from "@/contract/names";
import { can, mayGrant, type Role, roles } from "@/contract/roles";
import { memberships, sessions, teams, tokens, users } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { ForbiddenError, NotFoundError, PreconditionError } from "@/server/errors";

/** The people of the team, longest member first. A client sees names, not addresses. */
export async function listMembers(ctx: StudioContext) {
  requireMay(ctx, "see the studio");
  const mayWrite = ctx.actor.kind !== "user" || can(ctx.actor.role, "edit shots");
  const rows = await ctx.db
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      role: memberships.role,
      joinedAt: memberships.createdAt,
      seenAt: sql<
        string | null
      >`(select to_char(max(${sessions.seenAt}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from ${sessions} where ${sessions.userId} = ${users.id})`,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(memberships.teamId, ctx.teamId))
    .orderBy(asc(memberships.createdAt), asc(users.name));
  return rows.map((row) => ({ ...row, email: mayWrite ? row.email : null }));
}

const memberOrThrow = async (ctx: StudioContext, userId: string): Promise<Role> => {
  const [row] = await ctx.db
    .select({ role: memberships.role })
    .from(memberships)
    .where(and(eq(memberships.teamId, ctx.teamId), eq(memberships.userId, userId)))
    .for("update");
  if (!row) throw new NotFoundError("The member");
  return row.role;
};

const requireRankOver = (ctx: StudioContext, ...theirs: Role[]) => {
  const { actor } = ctx;
  if (actor.kind === "user" && !theirs.every((role) => mayGrant(actor.role, role)))
    throw new ForbiddenError("change a role above your own", "An owner");
};

const requireOwnerLeft = async (ctx: StudioContext, userId: string) => {
  const [other] = await ctx.db
    .select({ id: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.teamId, ctx.teamId), eq(memberships.role, "owner"), ne(memberships.userId, userId)))
    .limit(1);
  if (!other) throw new PreconditionError("This is the team's only owner. Make somebody else an owner first.");
};

export const SetRole = z.object({ userId: idOf("user"), role: z.enum(roles) });

/** Change a member's role. Nobody reaches above their own; the last owner stays. */
export async function setRole(ctx: StudioContext, input: z.input<typeof SetRole>) {
  requireMay(ctx, "change roles");
  const { userId, role } = SetRole.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const before = await memberOrThrow(ctx, userId);
    requireRankOver(ctx, before, role);
    if (before === "owner" && role !== "owner") await requireOwnerLeft(ctx, userId);
    await ctx.db
      .update(memberships)
      .set({ role })
      .where(and(eq(memberships.teamId, ctx.teamId), eq(memberships.userId, userId)));
    await record(ctx, { verb: "changed a role", topic: "people", id: userId, data: { before, role } });
    return { userId, role };
  });
}

export const RemoveMember = z.object({ userId: idOf("user") });

/** Take a person out of the team; their tokens for it die with it, their work and notes stay. */
export async function removeMember(ctx: StudioContext, input: z.input<typeof RemoveMember>) {
  requireMay(ctx, "remove people");
  const { userId } = RemoveMember.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const role = await memberOrThrow(ctx, userId);
    requireRankOver(ctx, role);
    if (role === "owner") await requireOwnerLeft(ctx, userId);
    await ctx.db.delete(memberships).where(and(eq(memberships.teamId, ctx.teamId), eq(memberships.userId, userId)));
    await ctx.db
      .update(tokens)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(tokens.teamId, ctx.teamId), eq(tokens.userId, userId)));
    await record(ctx, { verb: "removed a member", topic: "people", id: userId, data: { role } });
    return { userId };
  });
}

export const RenameTeam = z.object({ name: displayName("The team's name") });

export async function renameTeam(ctx: StudioContext, input: z.input<typeof RenameTeam>) {
  requireMay(ctx, "rename the team");
  const { name } = RenameTeam.parse(input);
  return withTransaction(ctx, async (ctx) => {
    await ctx.db.update(teams).set({ name }).where(eq(teams.id, ctx.teamId));
    await record(ctx, { verb: "renamed the team", topic: "people", id: ctx.teamId, data: { name } });
    return { name };
  });
}
