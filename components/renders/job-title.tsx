"use client";
import { Badge } from "@/components/ui/badge";
import { tip } from "@/components/ui/tip";
import { passTitle } from "./job-words";
import type { QueueJob } from "./use-queue-acts";

/** The pass's name, which opens the job; rough results say so. */
export function JobTitle({ job, onOpen }: { job: QueueJob; onOpen: (jobId: string) => void }) {
  return (
    <div className="flex min-w-0 items-center gap-2">
      <button
        type="button"
        data-job={job.id}
        onClick={() => onOpen(job.id)}
        className="min-w-0 truncate rounded-control text-left font-medium hover:underline pointer-coarse:min-h-8"
        aria-label={`Details of ${job.title}`}
      >
        {passTitle(job.title)}
      </button>
      {job.rough && (
        <span {...tip("A lesser result, made without the model the pass is meant for")}>
          <Badge>rough</Badge>
        </span>
      )}
    </div>
  );
}
