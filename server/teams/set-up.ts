import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/contract/ids";
import { displayName } from "@/contract/names";
import type { Db, Tx } from "@/db/client";
import { activity, memberships, setupLinks, taskStatuses, teams, users } from "@/db/schema";
import { statusRows } from "@/db/status-rows";
import { Email } from "@/server/auth/email";
import { checkPassword, hashPassword } from "@/server/auth/password";
import { hashSecret } from "@/server/auth/secrets";
import { countTry } from "@/server/auth/throttle";
import { ConflictError, PreconditionError } from "@/server/errors";
import { greetOwner } from "./greet-owner";

export const SetUp = z.object({
  token: z.string().max(200),
  name: displayName("Your name"),
  email: Email,
  password: z.string(),
});
export type SetUp = z.input<typeof SetUp>;

/** Does the studio have an owner yet? Before that the only way in is the one-time link of the launcher. */
export async function hasOwner(db: Db | Tx): Promise<boolean> {
  const [owner] = await db
    .select({ id: memberships.userId })
    .from(memberships)
    .where(eq(memberships.role, "owner"))
    .limit(1);
  return Boolean(owner);
}

type Person = Pick<typeof users.$inferInsert, "name" | "email" | "passwordHash" | "isLocal">;

/** Make the first owner. Races and second uses of the link end in ConflictError; a bad or old link in PreconditionError. */
const makeOwner = (db: Db, token: string, person: Person) =>
  db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('backlot.first-owner'))`);
    if (await hasOwner(tx))
      throw new ConflictError("This studio already has an owner. Sign in, or ask them for an invitation link.");
    const open = and(
      eq(setupLinks.tokenHash, hashSecret(token)),
      isNull(setupLinks.usedAt),
      gt(setupLinks.expiresAt, sql`now()`),
    );
    const [link] = await tx.update(setupLinks).set({ usedAt: sql`now()` }).where(open).returning();
    if (!link)
      throw new PreconditionError(
        "This setup link is not valid or older than 24 hours. Restart the studio with `npm start`: it prints a new one.",
      );

    // The sample project came first and brought its team along; the owner moves in.
    const [there] = await tx.select({ id: teams.id }).from(teams).limit(1);
    const teamId = there?.id ?? newId("team");
    if (!there) {
      await tx.insert(teams).values({ id: teamId, name: "Studio" });
      await tx.insert(taskStatuses).values(statusRows(teamId));
    }
    const userId = newId("user");
    await tx.insert(users).values({ id: userId, ...person });
    await tx.insert(memberships).values({ teamId, userId, role: "owner" });
    await tx.insert(activity).values({
      teamId,
      actorKind: "user",
      actorId: userId,
      verb: "set up the studio",
      subject: "people",
      subjectId: userId,
    });
    await greetOwner(tx, { teamId, userId });
    return { teamId, userId };
  });

/** The first owner, with e-mail and password. */
export async function setUp(db: Db, input: SetUp) {
  await countTry(db, "setup", { tries: 20, seconds: 600 }, "tries of the setup link");
  const { token, name, email, password } = SetUp.parse(input);
  return makeOwner(db, token, {
    name,
    email,
    passwordHash: await hashPassword(checkPassword(password)),
    isLocal: false,
  });
}

/** "Skip, just look around": an owner without a password who can sign in from this machine only. */
export async function lookAround(db: Db, input: { token: string }, fromThisMachine: boolean) {
  await countTry(db, "setup", { tries: 20, seconds: 600 }, "tries of the setup link");
  if (!fromThisMachine)
    throw new PreconditionError(
      "Looking around without a password works only in a browser on the studio's own machine. Give a name, e-mail and password instead.",
    );
  return makeOwner(db, input.token, { name: "Local owner", email: null, passwordHash: null, isLocal: true });
}
