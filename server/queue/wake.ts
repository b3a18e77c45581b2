import { sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { queueChannel } from "@/server/live/channels";
import { found } from "./found";

/** More requirements than this are not worth naming: look at all. */
const mostNamed = 100;

/**
 * Tell every process that a team has work waiting; a hint that leaves with the commit, the sweep is the truth. `classIds`
 * says what came into line, so that only nodes are asked that could do it.
 */
export const wakeClaimers = (db: Db | Tx, teamId: string, classIds: readonly number[] = []) => {
  found.forget(teamId);
  const named = [...new Set(classIds)];
  const payload = named.length > 0 && named.length <= mostNamed ? `${teamId}:${named.join(",")}` : teamId;
  return db.execute(sql`select pg_notify(${queueChannel}, ${payload})`);
};

/** A notice as it was told: which team, and what came into its line if that was said. */
export const readWake = (payload: string): { teamId: string; classIds: number[] | undefined } => {
  const [teamId = "", named] = payload.split(":");
  return { teamId, classIds: named?.split(",").map(Number) };
};
