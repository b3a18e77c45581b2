import { and, eq } from "drizzle-orm";
import { environments } from "@/db/schema";
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
