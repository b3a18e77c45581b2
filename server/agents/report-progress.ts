import { and, eq } from "drizzle-orm";
import { Heartbeat, type LeaseReply, Progress } from "@/contract/agent-api";
import { media } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { touchNode } from "@/server/nodes/report";
import { heartbeat } from "@/server/queue/heartbeat";
import { progress } from "@/server/queue/progress";
import { keepLog } from "@/server/queue/try-log";
import { requireNode } from "./require-node";

/** A preview of another team must not be shown: an unknown id is dropped, progress is not worth a refusal. */
async function ownPreview<T extends { previewMediaId: string | null }>(
  { db, teamId }: StudioContext,
  tick: T,
): Promise<T> {
  if (!tick.previewMediaId) return tick;
  const known = await db.$count(media, and(eq(media.id, tick.previewMediaId), eq(media.teamId, teamId)));
  return known ? tick : { ...tick, previewMediaId: null };
}

/** Renew a lease; the answer says whether it still holds and whether to stop. */
export async function beat(ctx: StudioContext, input: Heartbeat): Promise<LeaseReply> {
  const node = requireNode(ctx);
  await touchNode(ctx, node.id);
  const { log, ...given } = Heartbeat.parse(input);
  await keepLog(ctx, given.leaseId, log);
  return heartbeat(ctx, await ownPreview(ctx, given));
}

/** How far a job is. Neither renews the lease nor writes a row. */
export async function reportProgress(ctx: StudioContext, input: Progress): Promise<LeaseReply> {
  requireNode(ctx);
  return progress(ctx, await ownPreview(ctx, Progress.parse(input)));
}
