"use client";
import { useCan } from "@/components/studio/viewer";
import { Button } from "@/components/ui/button";
import { FixButton } from "./fix-button";
import { JobPicture } from "./job-picture";
import { JobPlace } from "./job-place";
import { JobTitle } from "./job-title";
import { NodeReasons } from "./node-reasons";
import type { CardProps } from "./running-card";
import { WaitingFacts } from "./waiting-facts";

/** A job in line, why it waits, and the one thing that would help. */
export function WaitingCard({ job, acts, withProject, onOpen, ends }: CardProps & { ends?: string | undefined }) {
  const can = useCan();
  const mayChange = job.mine || can("cancel other people's work");
  // The banner above says it once for all.
  const told = job.why?.fix.kind === "resume-queue";
  const several = !told && (job.why?.nodes.filter(({ reason }) => reason !== null) ?? []).length > 1;
  return (
    <article aria-label={job.title} className="grid grid-cols-[96px_minmax(0,1fr)] gap-x-3 gap-y-2">
      <JobPicture job={job} sizes="96px" className="self-start" />
      <div className="grid min-w-0 content-start gap-0.5 pr-8">
        <JobTitle job={job} onOpen={onOpen} />
        <JobPlace job={job} withProject={withProject} />
        <p className="truncate text-muted text-xs">{job.who.name}</p>
        {(job.usual || job.state === "ready" || job.state === "delayed") && (
          // Its height is kept: when it will be done is asked for after paint.
          <p className="min-h-4 truncate text-muted text-xs">
            <WaitingFacts usual={job.usual} ends={ends} />
          </p>
        )}
      </div>
      <div className="col-span-2 grid gap-2">
        {job.why && !told && <p className="text-pretty text-xs">{job.why.summary}</p>}
        {several && (
          <details className="text-xs">
            <summary className="w-fit rounded-control text-muted hover:text-text">Node by node</summary>
            <div className="mt-1 pl-3">
              <NodeReasons job={job} />
            </div>
          </details>
        )}
        <div className="flex flex-wrap gap-1.5 empty:hidden">
          {!told && <FixButton job={job} acts={acts} onOpen={onOpen} />}
          {mayChange && (
            <Button size="sm" variant="quiet" busy={acts.busy(job)} onClick={() => acts.cancel(job)}>
              Cancel
            </Button>
          )}
        </div>
      </div>
    </article>
  );
}
