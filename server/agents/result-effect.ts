import type { JobResult } from "@/contract/agent-api";
import type { StudioContext } from "@/server/context";
import type { Job } from "@/server/queue/states";

/** What the studio does with a pass's result, inside the transaction that completes the job. */
export type ResultEffect = (ctx: StudioContext, job: Job, result: JobResult) => Promise<void>;
