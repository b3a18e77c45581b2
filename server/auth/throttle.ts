import { eq, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { throttles } from "@/db/schema";
import { TooManyError } from "@/server/errors";

export type Limit = { tries: number; seconds: number };

/** Count one try of `key`. Throws TooManyError past `limit.tries` within `limit.seconds`; the count lives in the database, so restarts do not clear it. */
export const countTry = async (db: Db | Tx, key: string, limit: Limit, what: string): Promise<void> => {
  const expired = sql`${throttles.windowStart} < now() - make_interval(secs => ${limit.seconds})`;
  const [row] = await db
    .insert(throttles)
    .values({ key, tries: 1, windowStart: sql`now()` })
    .onConflictDoUpdate({
      target: throttles.key,
      set: {
        tries: sql`case when ${expired} then 1 else ${throttles.tries} + 1 end`,
        windowStart: sql`case when ${expired} then now() else ${throttles.windowStart} end`,
      },
    })
    .returning({
      tries: throttles.tries,
      left: sql<number>`ceil(extract(epoch from ${throttles.windowStart}) + ${limit.seconds} - extract(epoch from now()))::int`,
    });
  if (row && row.tries > limit.tries)
    throw new TooManyError(
      `Too many ${what}. Wait ${row.left > 90 ? `${Math.ceil(row.left / 60)} minutes` : `${Math.max(1, row.left)} seconds`} and try again.`,
    );
};

export const clearTries = (db: Db | Tx, key: string) => db.delete(throttles).where(eq(throttles.key, key));
