"use client";
import { Progress } from "@/components/ui/progress";
import { useJobProgress } from "@/components/use-live";
import { leftWithSpread } from "./estimate-words";
import type { QueueJob } from "./use-queue-acts";

/** The bar of a running job with its step and the time left, moved by the stream without asking again. */
export function JobProgressBar({ job }: { job: QueueJob }) {
  const live = useJobProgress(job.id);
  const seconds = live ? live.etaSeconds : job.etaSeconds;
  // The spread was told with the page; it narrows with what is left.
  const share = job.usual && seconds !== null ? Math.min(1, seconds / Math.max(1, job.usual.seconds)) : 1;
  const spread = job.usual && { ...job.usual, low: job.usual.low * share, high: job.usual.high * share };
  const left = leftWithSpread(seconds, spread);
  const step = job.stopping ? "Stopping" : (live?.label ?? job.label) || "Starting";
  return (
    <Progress
      value={live?.fraction ?? job.fraction}
      label={job.title}
      detail={[step, job.stopping ? null : left].filter(Boolean).join(" · ")}
    />
  );
}
