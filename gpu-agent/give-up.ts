import { type Fail, failCauses } from "../contract/agent-api";
import { untilAnswered } from "./backoff";
import type { Lease } from "./lease";
import { log, wordsOf } from "./log";
import { failureOf } from "./run-job";
import { Refusal, type Studio } from "./studio";

/** The machine around the job was at fault, not the job: it goes back in line, uncounted. The message is the reason told. */
export class NotHere extends Error {}

/** How an attempt ended that made nothing. */
export type Ending =
  | { kind: "lost" }
  | { kind: "given back"; reason: string }
  | ({ kind: "failed"; nodesFault: boolean } & Pick<Fail, "cause" | "retry" | "message">);

const givenBack = {
  stopping: "The node was stopped",
  yielding: "The node makes way for its machine's owner",
} as const;

export function endingOf({ reason }: Pick<Lease, "reason">, error: unknown): Ending {
  if (reason === "lost") return { kind: "lost" };
  if (reason === "stopping" || reason === "yielding") return { kind: "given back", reason: givenBack[reason] };
  if (reason === "cancelled")
    return { kind: "failed", nodesFault: false, cause: "cancelled", retry: "never", message: "Cancelled" };
  if (error instanceof NotHere) return { kind: "given back", reason: error.message.slice(0, 300) };
  const failure =
    error instanceof Refusal
      ? { cause: "asset_gone" as const, retry: "now" as const, message: error.message.slice(0, 1000) }
      : failureOf(error);
  return { kind: "failed", nodesFault: failCauses[failure.cause].fault === "node", ...failure };
}

/** Tell the studio, until it answers or `signal` aborts. Never rejects. */
export async function giveUp(
  studio: Studio,
  lease: Lease,
  { error, ...ending }: Ending & { error?: unknown },
  signal: AbortSignal,
): Promise<void> {
  const { jobId, leaseId, title } = lease.job;
  const say = (ask: Parameters<Studio["call"]>[0]) =>
    untilAnswered("give a job back", signal, () => studio.call(ask)).catch((e: unknown) => log.warn(wordsOf(e)));
  if (ending.kind === "lost") return log.warn(`${title}: the lease was lost, stopped`);
  if (ending.kind === "given back") {
    const { reason } = ending;
    log.info(`${title}: given back. ${reason}`);
    lease.said.note(`Given back: ${reason}`);
    const said = lease.said.take();
    await say((api) => api.release.mutate({ jobId, leaseId, reason, ...(said && { log: said }) }));
    return;
  }
  const { cause, retry, message } = ending;
  // What the studio is not told stays in this log.
  const more = error instanceof Error && error.message !== message ? ` (${error.stack})` : "";
  if (cause !== "cancelled") log.warn(`${title} failed: ${message}${more}`);
  lease.said.note(message);
  const said = lease.said.take();
  await say((api) => api.fail.mutate({ jobId, leaseId, cause, retry, message, ...(said && { log: said }) }));
}
