"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { StatusDot } from "@/components/ui/status-dot";
import { JobPicture } from "./job-picture";
import { jobStates } from "./job-words";
import type { BatchFacts } from "./queue-entries";
import type { CardProps } from "./running-card";

type BatchJobsProps = Omit<CardProps, "job"> & { batch: BatchFacts; lane: "waiting" | "done" };

/** The jobs of an act in a lane, each in one line; a line opens its job. */
export function BatchJobs({ batch, lane, onOpen }: BatchJobsProps) {
  const trpc = useTRPC();
  const asked = useQuery(
    trpc.renders.queue.queryOptions({
      batchId: batch.id,
      ...(lane === "done" ? { done: 200, lane: 0 } : { done: 0, lane: 400 }),
    }),
  );
  if (asked.isError)
    return (
      <ErrorState
        title="These jobs could not be loaded"
        body={asked.error.message}
        onRetry={() => void asked.refetch()}
      />
    );
  if (!asked.data) return <Skeleton className="h-24 w-full" />;
  const jobs = asked.data[lane];
  const more = asked.data.counts[lane] - jobs.length;
  return (
    <>
      <ul aria-label={`Jobs of ${batch.title}`} className="grid gap-px border-l pl-3">
        {jobs.map((job) => {
          const { label, tone } = jobStates[job.state];
          return (
            <li key={job.id}>
              <button
                type="button"
                data-job={job.id}
                onClick={() => onOpen(job.id)}
                className="flex min-h-8 w-full min-w-0 items-center gap-2 rounded-control px-1 text-left text-xs hover:bg-hover pointer-coarse:min-h-11"
              >
                {lane === "done" && <JobPicture job={job} sizes="48px" className="w-12 shrink-0" />}
                <StatusDot tone={tone} label={label} />
                <span className="min-w-0 flex-1 truncate">{cellOf(job.title, batch.title)}</span>
                {job.error && job.state === "failed" && (
                  <span className="min-w-0 truncate text-danger">{job.error}</span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
      {more > 0 && <p className="pt-1 pl-3 text-muted text-xs">and {more} more</p>}
    </>
  );
}

/** What tells a job from its siblings: "denoise 0.4, seed 8" of a grid, else its shot. */
const cellOf = (title: string, batch: string): string => {
  const own = title.split(" · ").filter((part) => !batch.split(" · ").includes(part));
  return own.join(" · ") || title;
};
