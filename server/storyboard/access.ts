import { and, eq } from "drizzle-orm";
import { frames, versions } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";

export async function frameOrThrow(ctx: StudioContext, frameId: string, { lock = false } = {}) {
  const query = ctx.db
    .select()
    .from(frames)
    .where(and(eq(frames.id, frameId), eq(frames.teamId, ctx.teamId)));
  const [frame] = lock ? await query.for("update") : await query;
  if (!frame) throw new NotFoundError("The frame");
  return frame;
}

export async function versionOrThrow(ctx: StudioContext, versionId: string) {
  const [version] = await ctx.db
    .select()
    .from(versions)
    .where(and(eq(versions.id, versionId), eq(versions.teamId, ctx.teamId)));
  if (!version) throw new NotFoundError("The version");
  return version;
}
