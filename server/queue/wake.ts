import { sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { queueChannel } from "@/server/live/channels";

/** Tell every process that a team has work waiting; a hint that leaves with the commit, the sweep is the truth. */
export const wakeClaimers = (db: Db | Tx, teamId: string) =>
  db.execute(sql`select pg_notify(${queueChannel}, ${teamId})`);
