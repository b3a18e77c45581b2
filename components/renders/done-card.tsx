"use client";
import { useCan } from "@/components/studio/viewer";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { StatusDot } from "@/components/ui/status-dot";
import { JobPicture } from "./job-picture";
import { JobPlace } from "./job-place";
import { JobTitle } from "./job-title";
import { jobStates } from "./job-words";
import type { CardProps } from "./running-card";

/** A finished job: what came out, or in one sentence why nothing did. */
export function DoneCard({ job, acts, withProject, onOpen }: CardProps) {
  const can = useCan();
  const { label, tone } = jobStates[job.state];
  const stopped = job.state === "failed" || job.state === "cancelled";
  return (
    <article aria-label={job.title} className="grid grid-cols-[96px_minmax(0,1fr)_auto] gap-x-3 gap-y-2">
      <JobPicture job={job} sizes="96px" className="self-start" />
      <div className="grid min-w-0 content-start gap-0.5">
        <JobTitle job={job} onOpen={onOpen} />
        <JobPlace job={job} withProject={withProject} />
        <p className="flex min-w-0 items-center gap-1.5 text-muted text-xs">
          <StatusDot tone={tone} />
          <span className="truncate">
            {label} {job.finishedAt && <Ago at={job.finishedAt} />} · {job.who.name}
          </span>
        </p>
      </div>
      {stopped && can("queue passes") && (
        <Button size="sm" busy={acts.busy(job)} onClick={() => acts.retry(job)} className="self-start">
          Try again
        </Button>
      )}
      {job.error && job.state === "failed" && <p className="col-span-3 text-pretty text-danger text-xs">{job.error}</p>}
    </article>
  );
}
