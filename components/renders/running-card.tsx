"use client";
import { useCan } from "@/components/studio/viewer";
import { Button } from "@/components/ui/button";
import { JobPicture } from "./job-picture";
import { JobPlace } from "./job-place";
import { JobProgressBar } from "./job-progress";
import { JobTitle } from "./job-title";
import type { QueueActs, QueueJob } from "./use-queue-acts";

export type CardProps = { job: QueueJob; acts: QueueActs; withProject: boolean; onOpen: (jobId: string) => void };

/** Work in hand: the picture as it comes, large. */
export function RunningCard({ job, acts, withProject, onOpen }: CardProps) {
  const can = useCan();
  const mayCancel = job.mine || can("cancel other people's work");
  return (
    <article aria-label={job.title} className="grid gap-2.5">
      <JobPicture job={job} sizes="(min-width: 1024px) 30vw, 100vw" />
      <div className="flex items-start justify-between gap-3">
        <div className="grid min-w-0 gap-0.5">
          <JobTitle job={job} onOpen={onOpen} />
          <JobPlace job={job} withProject={withProject} />
          <p className="truncate text-muted text-xs">
            {job.who.name}
            {job.node && <> · on {job.node.name}</>}
            {job.attempt > 1 && <> · try {job.attempt}</>}
          </p>
        </div>
        {mayCancel && (
          <Button size="sm" busy={job.stopping || acts.busy(job)} onClick={() => acts.cancel(job)}>
            {job.stopping ? "Stopping" : "Cancel"}
          </Button>
        )}
      </div>
      <JobProgressBar job={job} />
    </article>
  );
}
