import { eq } from "drizzle-orm";
import { z } from "zod";
import { displayName } from "@/contract/names";
import type { Db } from "@/db/client";
import { sessions, users } from "@/db/schema";
import { Email } from "@/server/auth/email";
import { checkPassword, hashPassword, verifyPassword } from "@/server/auth/password";
import { endSessions } from "@/server/auth/session-rows";
import { countTry } from "@/server/auth/throttle";
import type { Viewer } from "@/server/auth/viewer";
import { orConflict } from "@/server/conflicts";
import { BadInputError, NotFoundError } from "@/server/errors";

export const UpdateProfile = z.object({ name: displayName("Your name") });

/** A person's own name, as the others see it. */
export async function updateProfile(db: Db, viewer: Viewer, input: z.input<typeof UpdateProfile>) {
  const { name } = UpdateProfile.parse(input);
  await db.update(users).set({ name }).where(eq(users.id, viewer.userId));
  return { name };
}

export const ChangePassword = z.object({
  current: z.string().max(200).default(""),
  password: z.string(),
  email: Email.optional(),
});

/** Set a new password; every other session ends. A local owner gets an e-mail and a password here and may then sign in from anywhere. */
export async function changePassword(db: Db, viewer: Viewer, input: z.input<typeof ChangePassword>) {
  const { current, password, email } = ChangePassword.parse(input);
  await countTry(db, `password:${viewer.userId}`, { tries: 8, seconds: 600 }, "password changes");
  const [user] = await db.select().from(users).where(eq(users.id, viewer.userId));
  if (!user) throw new NotFoundError("Your account");
  if (user.passwordHash && !(await verifyPassword(current, user.passwordHash)))
    throw new BadInputError("This is not your current password", "current");
  if (!user.email && !email) throw new BadInputError("Give an e-mail address to sign in with", "email");
  const passwordHash = await hashPassword(checkPassword(password));
  const change = db.transaction(async (tx) => {
    await tx
      .update(users)
      .set({ passwordHash, isLocal: false, ...(user.email ? {} : { email }) })
      .where(eq(users.id, user.id));
    await endSessions(tx, user.id, viewer.sessionId ?? undefined);
  });
  await orConflict(change, { users_email_unique: ["This e-mail already has an account here", "email"] });
  return { ok: true as const };
}

export const SetPreferences = z.object({
  checklist: z.array(z.string().max(40)).max(20).optional(),
  checklistDismissed: z.boolean().optional(),
  singleKeys: z.boolean().optional(),
  /** The shot table as the person keeps it: order, widths and choice of its columns, grouping and sorting. */
  shotTable: z
    .object({
      order: z.array(z.string().max(40)).max(60).optional(),
      widths: z.record(z.string().max(40), z.number().min(0).max(2_000)).optional(),
      shown: z.record(z.string().max(40), z.boolean()).optional(),
      grouped: z.boolean().optional(),
      sort: z
        .object({ column: z.string().max(40), down: z.boolean() })
        .nullable()
        .optional(),
    })
    .optional(),
});

/** A person's own switches; named ones change, the others stay. */
export async function setPreferences(db: Db, viewer: Viewer, input: z.input<typeof SetPreferences>) {
  const preferences = { ...viewer.preferences, ...SetPreferences.parse(input) };
  await db.update(users).set({ preferences }).where(eq(users.id, viewer.userId));
  return preferences;
}

/** Where a person is signed in. */
export async function listSessions(db: Db, viewer: Viewer) {
  const rows = await db.select().from(sessions).where(eq(sessions.userId, viewer.userId));
  return rows.map(({ id, userAgent, createdAt, seenAt }) => ({
    id,
    userAgent,
    createdAt,
    seenAt,
    current: id === viewer.sessionId,
  }));
}

export const EndSessions = z.object({ everywhere: z.boolean().default(false) });

/** Sign out: this browser, or all of them. */
export async function signOut(db: Db, viewer: Viewer, input: z.input<typeof EndSessions>) {
  const { everywhere } = EndSessions.parse(input);
  if (everywhere) await endSessions(db, viewer.userId);
  else if (viewer.sessionId) await db.delete(sessions).where(eq(sessions.id, viewer.sessionId));
  return { ok: true as const };
}
