import { Claim, ClaimedJob } from "@/contract/agent-api";
import type { StudioContext } from "@/server/context";
import { touchNode } from "@/server/nodes/report";
import { releaseUnknown } from "@/server/queue/release";
import { waitForWork } from "@/server/queue/wait-for-work";
import { requireNode } from "./require-node";

/** Seconds after which a lease the node does not know of counts as lost on the way, not as still on it. */
const onTheWay = 5;

/** The next job for the node, held open while there is none. Null: ask again. */
export async function claimWork(ctx: StudioContext, input: Claim, signal: AbortSignal): Promise<ClaimedJob | null> {
  const node = requireNode(ctx);
  const { holding, holdSeconds, loaded, ahead } = Claim.parse(input);
  await touchNode(ctx, node.id, loaded);
  await releaseUnknown(ctx, node.id, holding, onTheWay);
  const job = await waitForWork(ctx, node.id, { seconds: holdSeconds, signal, loaded, ahead });
  return job && ClaimedJob.parse({ ...job, jobId: job.id });
}
