import { sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { queueChannel } from "@/server/live/channels";
import { found } from "./found";

/** Tell every process that a team has work waiting; a hint that leaves with the commit, the sweep is the truth. */
export const wakeClaimers = (db: Db | Tx, teamId: string) => {
  found.forget(teamId);
  return db.execute(sql`select pg_notify(${queueChannel}, ${teamId})`);
};
