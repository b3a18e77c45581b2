import { and, eq, ne, sql } from "drizzle-orm";
import { newId } from "@/contract/ids";
import type { Db, Tx } from "@/db/client";
import { sessions } from "@/db/schema";

/** 30 days, as next-auth's own cookie. */
export const sessionDays = 30;

export const createSession = async (db: Db | Tx, userId: string, userAgent: string): Promise<string> => {
  const id = newId("session");
  await db.insert(sessions).values({
    id,
    userId,
    userAgent: userAgent.slice(0, 300),
    expiresAt: sql`now() + make_interval(days => ${sessionDays})`,
  });
  return id;
};

/** Ends sessions of a person: all, or all but the one named. Acts on their next request. */
export const endSessions = (db: Db | Tx, userId: string, except?: string) =>
  db.delete(sessions).where(and(eq(sessions.userId, userId), except ? ne(sessions.id, except) : undefined));
