import { Complete, type CompleteReply } from "@/contract/agent-api";
import { isPassId } from "@/contract/passes/catalogue";
import type { StudioContext } from "@/server/context";
import { PreconditionError } from "@/server/errors";
import { complete } from "@/server/queue/complete";
import { keepLog } from "@/server/queue/try-log";
import { learnLoads } from "./learn-loads";
import { requireNode } from "./require-node";
import { results } from "./results";

/** A node delivers. The job's end and what it means for the studio commit together, exactly once. */
export async function finishWork(ctx: StudioContext, input: Complete): Promise<CompleteReply> {
  const node = requireNode(ctx);
  const { result, log, ...lease } = Complete.parse(input);
  await keepLog(ctx, lease.leaseId, log);
  const reply = await complete(ctx, { ...lease, seconds: result.seconds }, (ctx, job) => {
    if (!isPassId(job.pass)) throw new PreconditionError(`This studio does not know the pass ${job.pass}.`);
    return results[job.pass](ctx, job, result);
  });
  if (reply.outcome === "accepted" && result.loads) await learnLoads(ctx, node.id, result.loads);
  return reply;
}
