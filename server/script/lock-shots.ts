import { and, asc, eq } from "drizzle-orm";
import { shots } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { isOneOf } from "@/server/is-one-of";

/** Shots of one project, locked until the transaction ends, in the order of their ids so that two acts never block each other. */
export async function lockShots(ctx: StudioContext, projectId: string, shotIds: readonly string[]) {
  const ids = [...new Set(shotIds)];
  const rows = await ctx.db
    .select()
    .from(shots)
    .where(and(eq(shots.teamId, ctx.teamId), eq(shots.projectId, projectId), isOneOf(shots.id, ids)))
    .orderBy(asc(shots.id))
    .for("update");
  if (rows.length !== ids.length) throw new NotFoundError(ids.length === 1 ? "The shot" : "One of the shots");
  return rows;
}

export type LockedShot = Awaited<ReturnType<typeof lockShots>>[number];
