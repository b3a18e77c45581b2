"use client";
import { Progress } from "@/components/ui/progress";
import { leftWords } from "@/components/ui/time-words";
import { useJobProgress } from "@/components/use-live";
import type { QueueJob } from "./use-queue-acts";

/** The bar of a running job with its step and the time left, moved by the stream without asking again. */
export function JobProgressBar({ job }: { job: QueueJob }) {
  const live = useJobProgress(job.id);
  const left = leftWords(live ? live.etaSeconds : job.etaSeconds);
  const step = job.stopping ? "Stopping" : (live?.label ?? job.label) || "Starting";
  return (
    <Progress
      value={live?.fraction ?? job.fraction}
      label={job.title}
      detail={[step, job.stopping ? null : left].filter(Boolean).join(" · ")}
    />
  );
}
