"use client";

import { useQuery } from "@tanstack/react-query";
import { JobProgressBar } from "@/components/renders/job-progress";
import { passTitle } from "@/components/renders/job-words";
import { type QueueActs, type QueueJob, useQueueActs } from "@/components/renders/use-queue-acts";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";

const failuresShown = 5;

/** What this frame has in the queue: running, waiting and why, failed and why. Done work is in the strip. */
export function FrameJobs({ frameId }: { frameId: string }) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.renders.queue.queryOptions({ frameId, done: 20 }));
  const acts = useQueueActs();
  const failed = data?.done.filter(({ state }) => state === "failed").slice(0, failuresShown) ?? [];
  const jobs = [...(data?.running ?? []), ...(data?.waiting ?? []), ...failed];
  return (
    <section aria-label="Queue of this frame" className="h-36 shrink-0 overflow-y-auto border-t">
      {jobs.length === 0 && <p className="px-3 py-2 text-muted text-xs">Nothing of this frame is in the queue.</p>}
      <ul className="grid divide-y">
        {jobs.map((job) => (
          <Job key={job.id} job={job} acts={acts} />
        ))}
      </ul>
    </section>
  );
}

function Job({ job, acts }: { job: QueueJob; acts: QueueActs }) {
  const can = useCan();
  const mine = job.mine || can("cancel other people's work");
  const title = passTitle(job.title);
  return (
    <li className="grid gap-1 px-3 py-2">
      <div className="flex h-7 items-center gap-2">
        <span className="min-w-0 flex-1 truncate">{title}</span>
        {!job.mine && <span className="truncate text-muted text-xs">{job.who.name}</span>}
        {job.state === "failed" ? (
          <Button size="sm" aria-label={`Retry ${title}`} busy={acts.busy(job)} onClick={() => acts.retry(job)}>
            Retry
          </Button>
        ) : (
          mine && (
            <Button
              size="sm"
              variant="quiet"
              aria-label={`Cancel ${title}`}
              busy={acts.busy(job) || job.stopping}
              onClick={() => acts.cancel(job)}
            >
              Cancel
            </Button>
          )
        )}
      </div>
      {job.state === "leased" && <JobProgressBar job={job} />}
      {job.why && <p className="text-pretty text-muted text-xs">{job.why.summary}</p>}
      {job.why?.fix.kind === "allow-rough" && mine && (
        <Button size="sm" busy={acts.busy(job)} onClick={() => acts.allowRough(job)} className="justify-self-start">
          {job.why.fix.words}
        </Button>
      )}
      {job.why?.fix.kind === "try-now" && mine && (
        <Button size="sm" busy={acts.busy(job)} onClick={() => acts.tryNow(job)} className="justify-self-start">
          {job.why.fix.words}
        </Button>
      )}
      {job.state === "failed" && (
        <p className="text-pretty text-danger text-xs">{`Failed: ${job.error ?? "no reason was given"}`}</p>
      )}
    </li>
  );
}
