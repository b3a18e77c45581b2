import { and, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { accounts } from "@/db/schema";

export type OutsideAccount = { provider: string; providerAccountId: string };

/**
 * Whose session an account of GitHub or Google opens, or the page that says why none. It must have been linked by its
 * owner while signed in: an equal e-mail proves nothing. A viewer's unlinked account is linked to them here.
 */
export const decideOutsideSignIn = async (
  db: Db,
  viewer: { userId: string } | null,
  { provider, providerAccountId }: OutsideAccount,
): Promise<{ userId: string } | { refusedTo: string }> => {
  const mine = and(eq(accounts.provider, provider), eq(accounts.providerAccountId, providerAccountId));
  const find = () => db.select({ userId: accounts.userId }).from(accounts).where(mine).limit(1);
  let [linked] = await find();
  if (!linked && !viewer) return { refusedTo: "/sign-in?error=not-linked" };
  if (!linked && viewer) {
    // Two people at once: the first keeps it, the second reads below whose it is.
    await db.insert(accounts).values({ provider, providerAccountId, userId: viewer.userId }).onConflictDoNothing();
    [linked] = await find();
  }
  if (!linked) throw new Error("A linked account vanished while it was being linked");
  if (viewer && viewer.userId !== linked.userId) return { refusedTo: "/account?error=linked-elsewhere" };
  return { userId: linked.userId };
};
