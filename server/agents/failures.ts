import type { Fail } from "@/contract/agent-api";
import type { PassId } from "@/contract/passes/catalogue";
import { endReading } from "@/server/clips/keep-reading";
import type { StudioContext } from "@/server/context";
import type { Job } from "@/server/queue/states";

/** What the studio does when a pass will not be tried again, inside the transaction that ends the job. */
export type FailureEffect = (ctx: StudioContext, job: Job, report: Fail) => Promise<void>;

/** Pass → effect. A pass without a line leaves nothing behind but its failed job. */
export const failures: Partial<Record<PassId, FailureEffect>> = {
  "read-clip": (ctx, job, { cause, message }) => endReading(ctx, job, cause === "bad_input" ? message : null),
};
