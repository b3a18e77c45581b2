import { type FailCause, failCauses, type RetryKind } from "@/contract/agent-api";
import type { JobState, jobs } from "@/db/schema";

export type Job = typeof jobs.$inferSelect;

/** A job in one of these has not begun and is not over. */
export const waitingStates = ["blocked", "held", "ready", "delayed"] as const satisfies readonly JobState[];
/** A job in one of these is over, until somebody retries it. */
export const overStates = ["succeeded", "failed", "cancelled"] as const satisfies readonly JobState[];

/** A node that has not been heard of for this long counts as away: it beats every 15 s and asks for work every 25 s. */
export const awayAfterSeconds = 45;
/** How many tries a job gets before a person has to look at it. */
export const triesPerJob = 3;

/** Seconds before try number `n` is followed by another: 5, 10, 20 … at most 300. */
export const backoffSeconds = (n: number): number => Math.min(300, 5 * 2 ** Math.max(0, n - 1));

/** Which of the job's current tries this is: giving back and a person's retry raise `maxAttempts`, so neither counts. */
const tryNumber = (job: Pick<Job, "attempt" | "maxAttempts">) => job.attempt - (job.maxAttempts - triesPerJob);

type Told = { error: string; errorCause: string; failedNodes: string[]; degrade?: number };
export type Ending = ({ state: "failed" } & Told) | ({ state: "delayed"; delaySeconds: number } & Told);

type Fault = { cause: FailCause | "expired"; retry: RetryKind; message: string; nodeId: string };

/** Profiles a node knows below the full one: each needs less memory and takes longer. */
export const degradeSteps = 3;

/**
 * What becomes of a job after a failed try. Out of memory goes down a profile and may stay; a node's fault sends it
 * elsewhere; two nodes down with it end it.
 */
export const afterFault = (
  job: Pick<Job, "attempt" | "maxAttempts" | "failedNodes" | "degrade">,
  fault: Fault,
): Ending => {
  if (fault.retry === "degrade" && job.degrade < degradeSteps && job.attempt < job.maxAttempts)
    return {
      state: "delayed",
      ...{ error: fault.message, errorCause: fault.cause, failedNodes: job.failedNodes, degrade: job.degrade + 1 },
      delaySeconds: backoffSeconds(tryNumber(job)),
    };
  const nodesFault = fault.cause === "expired" || failCauses[fault.cause].fault === "node";
  const failedNodes =
    nodesFault || fault.retry === "elsewhere" ? [...new Set([...job.failedNodes, fault.nodeId])] : job.failedNodes;
  const common = { errorCause: fault.cause, failedNodes };
  if (fault.retry === "never") return { state: "failed", error: fault.message, ...common };
  if (failedNodes.length >= 2)
    return {
      state: "failed",
      error: `${fault.message} It failed on two different nodes, so it was stopped.`,
      ...common,
    };
  if (job.attempt >= job.maxAttempts)
    return { state: "failed", error: `${fault.message} It was tried ${triesPerJob} times.`, ...common };
  return { state: "delayed", error: fault.message, delaySeconds: backoffSeconds(tryNumber(job)), ...common };
};
