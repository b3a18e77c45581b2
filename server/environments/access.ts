import { and, eq } from "drizzle-orm";
import { environmentImages, environmentStates, environments } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";

export async function environmentOrThrow(ctx: StudioContext, environmentId: string) {
  const [row] = await ctx.db
    .select()
    .from(environments)
    .where(and(eq(environments.id, environmentId), eq(environments.teamId, ctx.teamId)));
  if (!row) throw new NotFoundError("The environment");
  return row;
}

/** A picture of a place, also one that was taken out. */
export async function imageOrThrow(ctx: StudioContext, imageId: string) {
  const [row] = await ctx.db
    .select()
    .from(environmentImages)
    .where(and(eq(environmentImages.id, imageId), eq(environmentImages.teamId, ctx.teamId)));
  if (!row) throw new NotFoundError("The plate");
  return row;
}

/** A state of a place, also one that was taken out. */
export async function stateOrThrow(ctx: StudioContext, stateId: string) {
  const [row] = await ctx.db
    .select()
    .from(environmentStates)
    .where(and(eq(environmentStates.id, stateId), eq(environmentStates.teamId, ctx.teamId)));
  if (!row) throw new NotFoundError("The state");
  return row;
}
