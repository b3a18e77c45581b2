import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/contract/ids";
import { displayName } from "@/contract/names";
import type { Db, Tx } from "@/db/client";
import { activity, invitations, memberships, teams, users } from "@/db/schema";
import { Email } from "@/server/auth/email";
import { checkPassword, hashPassword } from "@/server/auth/password";
import { hashSecret } from "@/server/auth/secrets";
import { countTry } from "@/server/auth/throttle";
import { BadInputError, ConflictError, PreconditionError } from "@/server/errors";
import { publish } from "@/server/live/publish";

export const AcceptInvite = z.object({
  token: z.string().max(200),
  /** Left out by somebody who is signed in already. */
  person: z.object({ name: displayName("Your name"), email: Email, password: z.string() }).optional(),
});
export type AcceptInvite = z.input<typeof AcceptInvite>;

const openInvitation = (token: string) =>
  and(
    eq(invitations.tokenHash, hashSecret(token)),
    isNull(invitations.acceptedAt),
    isNull(invitations.revokedAt),
    gt(invitations.expiresAt, sql`now()`),
  );

const closed = () =>
  new PreconditionError(
    "This invitation is used, withdrawn or older than seven days. Ask the person who sent it for a new link.",
  );

/** What the invitation page shows before anybody joins. */
export async function readInvitation(db: Db, input: { token: string }, address: string) {
  await countTry(db, `invitation-from:${address}`, { tries: 60, seconds: 600 }, "looks at invitations");
  const [row] = await db
    .select({ role: invitations.role, team: teams.name, from: users.name, expiresAt: invitations.expiresAt })
    .from(invitations)
    .innerJoin(teams, eq(teams.id, invitations.teamId))
    .innerJoin(users, eq(users.id, invitations.createdBy))
    .where(openInvitation(input.token));
  if (!row) throw closed();
  return row;
}

/** Join the team: as the signed-in person, or as a new one. An e-mail that has an account must sign in first. */
export async function acceptInvite(db: Db, input: AcceptInvite, signedInAs: string | null, address: string) {
  await countTry(db, `invitation-from:${address}`, { tries: 60, seconds: 600 }, "looks at invitations");
  const { token, person } = AcceptInvite.parse(input);
  if (!signedInAs && !person) throw new BadInputError("Give your name, e-mail and a password to join");
  const passwordHash = person && !signedInAs ? await hashPassword(checkPassword(person.password)) : null;
  return db.transaction(async (tx) => {
    const [taken] = await tx
      .update(invitations)
      .set({ acceptedAt: sql`now()` })
      .where(openInvitation(token))
      .returning();
    if (!taken) throw closed();
    const userId =
      signedInAs ?? (await addUser(tx, { name: person?.name ?? "", email: person?.email ?? "", passwordHash }));
    const { teamId, role, id } = taken;
    await tx.update(invitations).set({ acceptedBy: userId }).where(eq(invitations.id, id));
    const [joined] = await tx.insert(memberships).values({ teamId, userId, role }).onConflictDoNothing().returning();
    if (!joined) throw new ConflictError("You are in this team already. The invitation stays open for somebody else.");
    await tx.insert(activity).values({
      teamId,
      actorKind: "user",
      actorId: userId,
      verb: "joined",
      subject: "people",
      subjectId: userId,
      data: { role },
    });
    await publish(tx, teamId, [{ topic: "people", id: userId, projectId: null }]);
    return { teamId, userId, role };
  });
}

const addUser = async (
  tx: Tx,
  person: { name: string; email: string; passwordHash: string | null },
): Promise<string> => {
  const [user] = await tx
    .insert(users)
    .values({ id: newId("user"), ...person })
    .onConflictDoNothing()
    .returning({ id: users.id });
  if (!user)
    throw new ConflictError(
      "This e-mail already has an account here. Sign in first, then open the invitation link again.",
      "email",
    );
  return user.id;
};
