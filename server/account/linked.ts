import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { accounts } from "@/db/schema";
import type { Viewer } from "@/server/auth/viewer";
import { NotFoundError } from "@/server/errors";

/** The outside accounts that may sign in as this person, by the provider's id. */
export async function listLinked(db: Db, viewer: Viewer): Promise<string[]> {
  const rows = await db
    .select({ provider: accounts.provider })
    .from(accounts)
    .where(eq(accounts.userId, viewer.userId))
    .orderBy(asc(accounts.provider));
  return rows.map(({ provider }) => provider);
}

export const Unlink = z.object({ provider: z.string().max(60) });

/** An outside account no longer signs in as this person. */
export async function unlink(db: Db, viewer: Viewer, input: z.input<typeof Unlink>): Promise<{ provider: string }> {
  const { provider } = Unlink.parse(input);
  const mine = and(eq(accounts.userId, viewer.userId), eq(accounts.provider, provider));
  const gone = await db.delete(accounts).where(mine).returning({ provider: accounts.provider });
  if (gone.length === 0) throw new NotFoundError("The linked account");
  return { provider };
}
