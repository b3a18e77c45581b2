import type { FailCause, RetryKind } from "../contract/agent-api";
import type { Produced } from "./journal";
import type { Lease, Tick } from "./lease";

/** What a node can do. The real one is perform.ts over the engines; tests bring a simulated one. */
export type Performer = {
  /** Rejects with a `cause` and a `retry` of the engines' words, see engines/engine.ts. */
  performPass(request: {
    jobId?: string;
    degrade?: number;
    pass: string;
    version: number;
    params: unknown;
    inputs: Readonly<Record<string, readonly string[]>>;
    outDir: string;
    signal: AbortSignal;
    onProgress: (tick: Tick) => void;
    /** The engine is free for the next job; what is left is writing files. */
    onFree?: () => void;
  }): Promise<Omit<Produced, "seconds" | "outputs"> & { outputs: { slot: string; path: string; label?: string }[] }>;
  /** Give memory back after a while of idleness. */
  free(): Promise<void>;
};

export type Failure = { cause: FailCause; retry: RetryKind; message: string };

const causes: Record<string, FailCause> = {
  "bad-input": "bad_input",
  oom: "out_of_memory",
  engine: "engine_error",
  missing: "missing_model",
  timeout: "timeout",
  cancelled: "cancelled",
};
const isRetry = (word: unknown): word is RetryKind => word === "now" || word === "elsewhere" || word === "never";

/** An engine's error in the words of the wire; anything unforeseen keeps its text on this machine. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Error && "retry" in error && isRetry(error.retry))
    return {
      cause: causes[String(error.cause)] ?? "engine_error",
      retry: error.retry,
      message: error.message.slice(0, 1000),
    };
  return { cause: "engine_error", retry: "now", message: "The node could not finish this pass; its log says more." };
}

/** Perform the leased job into `outDir`. Rejects like the performer; a rough result nobody asked for is a failure. */
export async function runJob(
  performer: Performer,
  { job, signal, report, free }: Pick<Lease, "job" | "signal"> & { report: (tick: Tick) => void; free?: () => void },
  inputs: Readonly<Record<string, readonly string[]>>,
  outDir: string,
): Promise<Produced> {
  const began = performance.now();
  const { pass, passVersion: version, recipe } = job;
  const outcome = await performer.performPass({
    jobId: job.jobId,
    ...(job.degrade !== undefined && { degrade: job.degrade }),
    pass,
    version,
    params: recipe.params,
    inputs,
    outDir,
    signal,
    onProgress: report,
    ...(free && { onFree: free }),
  });
  if (outcome.rough && !job.roughAllowed)
    throw Object.assign(new Error("This node could only do a rough version."), {
      cause: "missing",
      retry: "elsewhere",
    });
  return { ...outcome, seconds: (performance.now() - began) / 1000 };
}
