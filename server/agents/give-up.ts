import { Fail, type FailReply, Release } from "@/contract/agent-api";
import { isPassId } from "@/contract/passes/catalogue";
import type { StudioContext } from "@/server/context";
import { fail } from "@/server/queue/fail";
import { release } from "@/server/queue/release";
import { failures } from "./failures";
import { requireNode } from "./require-node";

/** The node could not do it and says why. */
export async function failWork(ctx: StudioContext, input: Fail): Promise<FailReply> {
  requireNode(ctx);
  return fail(ctx, Fail.parse(input), async (ctx, job, report) => {
    if (isPassId(job.pass)) await failures[job.pass]?.(ctx, job, report);
  });
}

/** The node gives it back untouched. */
export async function releaseWork(ctx: StudioContext, input: Release): Promise<FailReply> {
  requireNode(ctx);
  return release(ctx, Release.parse(input));
}
