import { Claim, ClaimedJob } from "@/contract/agent-api";
import type { StudioContext } from "@/server/context";
import { waitForWork } from "@/server/queue/wait-for-work";
import { requireNode } from "./require-node";
import { answerRoll, leaveRoll } from "./roll-call";

/** The next job for the node, held open while there is none. Null: ask again. */
export async function claimWork(ctx: StudioContext, input: Claim, signal: AbortSignal): Promise<ClaimedJob | null> {
  const node = requireNode(ctx);
  const { holding, holdSeconds, loaded, ahead } = Claim.parse(input);
  await answerRoll(ctx, node.id, { holding, loaded });
  const job = await waitForWork(ctx, node.id, { seconds: holdSeconds, signal, loaded, ahead });
  if (job) leaveRoll(node.id);
  return job && ClaimedJob.parse({ ...job, jobId: job.id, models: job.needsModels });
}
