import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { longText } from "@/contract/names";
import { mayGrant, roles } from "@/contract/roles";
import { invitations, users } from "@/db/schema";
import { hashSecret, newSecret } from "@/server/auth/secrets";
import { countTry } from "@/server/auth/throttle";
import { record, requireMay, requireUser, type StudioContext, withTransaction } from "@/server/context";
import { ForbiddenError, NotFoundError } from "@/server/errors";

export const Invite = z.object({ role: z.enum(roles), note: longText("The note", 200).default("") });
export type Invite = z.input<typeof Invite>;

/** A link that lets one person in with a role, for seven days. The secret is returned once and stored only as its hash. */
export async function invite(ctx: StudioContext, input: Invite) {
  requireMay(ctx, "invite people");
  const me = requireUser(ctx);
  const { role, note } = Invite.parse(input);
  if (!mayGrant(me.role, role))
    throw new ForbiddenError(`invite a${role === "owner" || role === "artist" ? "n" : ""} ${role}`, "An owner");
  await countTry(ctx.db, `invite:${me.id}`, { tries: 30, seconds: 3600 }, "invitations in an hour");
  return withTransaction(ctx, async (ctx) => {
    const token = newSecret("");
    const id = newId("invitation");
    const [row] = await ctx.db
      .insert(invitations)
      .values({
        id,
        teamId: ctx.teamId,
        tokenHash: hashSecret(token),
        role,
        note,
        createdBy: me.id,
        expiresAt: sql`now() + interval '7 days'`,
      })
      .returning({ expiresAt: invitations.expiresAt });
    await record(ctx, { verb: "invited", topic: "people", id, data: { role } });
    return { id, token, role, expiresAt: row?.expiresAt ?? "" };
  });
}

/** Open invitations, newest first, without their secrets. */
export async function listInvitations(ctx: StudioContext) {
  requireMay(ctx, "invite people");
  return ctx.db
    .select({
      id: invitations.id,
      role: invitations.role,
      note: invitations.note,
      expiresAt: invitations.expiresAt,
      createdBy: users.name,
    })
    .from(invitations)
    .innerJoin(users, eq(users.id, invitations.createdBy))
    .where(
      and(
        eq(invitations.teamId, ctx.teamId),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
        gt(invitations.expiresAt, sql`now()`),
      ),
    )
    .orderBy(desc(invitations.createdAt));
}

export const RevokeInvitation = z.object({ invitationId: idOf("invitation") });

/** Close an invitation that nobody has taken yet. */
export async function revokeInvitation(ctx: StudioContext, input: z.input<typeof RevokeInvitation>) {
  requireMay(ctx, "invite people");
  const { invitationId } = RevokeInvitation.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const open = and(
      eq(invitations.id, invitationId),
      eq(invitations.teamId, ctx.teamId),
      isNull(invitations.acceptedAt),
      isNull(invitations.revokedAt),
    );
    const [row] = await ctx.db
      .update(invitations)
      .set({ revokedAt: sql`now()` })
      .where(open)
      .returning({ id: invitations.id });
    if (!row) throw new NotFoundError("The open invitation");
    await record(ctx, { verb: "revoked an invitation", topic: "people", id: invitationId });
    return row;
  });
}
