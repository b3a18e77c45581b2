import { and, eq } from "drizzle-orm";
import { shots } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";

export async function shotOrThrow(ctx: StudioContext, shotId: string) {
  const [shot] = await ctx.db
    .select()
    .from(shots)
    .where(and(eq(shots.id, shotId), eq(shots.teamId, ctx.teamId)));
  if (!shot) throw new NotFoundError("The shot");
  return shot;
}
