import { Fail, type FailReply, Release } from "@/contract/agent-api";
import { isPassId } from "@/contract/passes/catalogue";
import type { StudioContext } from "@/server/context";
import { notify } from "@/server/inbox/notify";
import { fail } from "@/server/queue/fail";
import { release } from "@/server/queue/release";
import { keepLog } from "@/server/queue/try-log";
import { failures } from "./failures";
import { requireNode } from "./require-node";

/** The node could not do it and says why. */
export async function failWork(ctx: StudioContext, input: Fail): Promise<FailReply> {
  requireNode(ctx);
  const { log, ...report } = Fail.parse(input);
  await keepLog(ctx, report.leaseId, log);
  return fail(ctx, report, async (ctx, job, report) => {
    if (isPassId(job.pass)) await failures[job.pass]?.(ctx, job, report);
    const { createdBy, projectId, id: subjectId } = job;
    await notify(ctx, [createdBy], { kind: "failed", subjectId, projectId, data: { text: report.message } });
  });
}

/** The node gives it back untouched. */
export async function releaseWork(ctx: StudioContext, input: Release): Promise<FailReply> {
  requireNode(ctx);
  const { log, ...given } = Release.parse(input);
  await keepLog(ctx, given.leaseId, log);
  return release(ctx, given);
}
