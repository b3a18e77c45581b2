import { untilAnswered } from "./backoff";
import type { Lease } from "./lease";
import { log, wordsOf } from "./log";
import { failureOf } from "./run-job";
import { Refusal, type Studio } from "./studio";

/** Tell the studio how an attempt ended that made nothing, until it answers or `signal` aborts. Never rejects. */
export async function giveUp(studio: Studio, lease: Lease, error: unknown, signal: AbortSignal): Promise<void> {
  const { jobId, leaseId, title } = lease.job;
  const say = (ask: Parameters<Studio["call"]>[0]) =>
    untilAnswered("give a job back", signal, () => studio.call(ask)).catch((e: unknown) => log.warn(wordsOf(e)));
  if (lease.reason === "lost") return log.warn(`${title}: the lease was lost, stopped`);
  if (lease.reason === "stopping")
    return void (await say((api) => api.release.mutate({ jobId, leaseId, reason: "The node was stopped" })));
  const failure =
    lease.reason === "cancelled"
      ? { cause: "cancelled" as const, retry: "never" as const, message: "Cancelled" }
      : error instanceof Refusal
        ? { cause: "asset_gone" as const, retry: "now" as const, message: error.message }
        : failureOf(error);
  // What the studio is not told stays in this log.
  const more = error instanceof Error && error.message !== failure.message ? ` (${error.stack})` : "";
  if (failure.cause !== "cancelled") log.warn(`${title} failed: ${failure.message}${more}`);
  await say((api) => api.fail.mutate({ jobId, leaseId, ...failure }));
}
