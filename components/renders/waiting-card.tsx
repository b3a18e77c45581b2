"use client";
import { useCan } from "@/components/studio/viewer";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { JobPicture } from "./job-picture";
import { JobPlace } from "./job-place";
import { JobTitle } from "./job-title";
import type { CardProps } from "./running-card";
import type { QueueActs, QueueJob } from "./use-queue-acts";

/** A job in line, why it waits, and the one thing that would help. */
export function WaitingCard({ job, acts, withProject, onOpen }: CardProps) {
  const can = useCan();
  const mayChange = job.mine || can("cancel other people's work");
  return (
    <article aria-label={job.title} className="grid grid-cols-[96px_minmax(0,1fr)] gap-x-3 gap-y-2">
      <JobPicture job={job} sizes="96px" className="self-start" />
      <div className="grid min-w-0 content-start gap-0.5">
        <JobTitle job={job} onOpen={onOpen} />
        <JobPlace job={job} withProject={withProject} />
        <p className="truncate text-muted text-xs">{job.who.name}</p>
      </div>
      <div className="col-span-2 grid gap-2">
        {job.why && <p className="text-pretty text-xs">{job.why.summary}</p>}
        <NodeReasons job={job} />
        <div className="flex flex-wrap gap-1.5">
          <Fix job={job} acts={acts} mayChange={mayChange} />
          {mayChange && job.state === "ready" && (
            <>
              <Button size="sm" variant="quiet" busy={acts.busy(job)} onClick={() => acts.raise(job)}>
                Put in front
              </Button>
              <Button size="sm" variant="quiet" busy={acts.busy(job)} onClick={() => acts.hold(job)}>
                Hold
              </Button>
            </>
          )}
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

function Fix({ job, acts, mayChange }: { job: QueueJob; acts: QueueActs; mayChange: boolean }) {
  const can = useCan();
  const fix = job.why?.fix;
  const mayPair = can("pair nodes");
  if (!fix || fix.kind === "wait") return null;
  if (fix.kind === "pair" && mayPair)
    return (
      <ButtonLink size="sm" href="/nodes?pair=1">
        {fix.words}
      </ButtonLink>
    );
  if (fix.kind === "resume" && mayPair)
    return (
      <Button size="sm" busy={acts.resuming} onClick={() => fix.nodeId && acts.resume(fix.nodeId)}>
        {fix.words}
      </Button>
    );
  if (fix.kind === "resume-queue" && can("run the queue"))
    return (
      <Button size="sm" busy={acts.resuming} onClick={acts.resumeQueue}>
        {fix.words}
      </Button>
    );
  if (fix.kind === "resume-person" && (job.mine || can("run the queue")))
    return (
      <Button size="sm" busy={acts.resuming} onClick={() => acts.resumePerson(job)}>
        {fix.words}
      </Button>
    );
  if ((fix.kind === "release" && mayChange) || (fix.kind === "approve" && mayChange && can("approve frames")))
    return (
      <Button size="sm" busy={acts.busy(job)} onClick={() => acts.letGo(job)}>
        {fix.words}
      </Button>
    );
  if ((fix.kind === "schedule" || fix.kind === "projects") && mayPair && fix.nodeId)
    return (
      <ButtonLink size="sm" href={`/nodes/${fix.nodeId}`}>
        {fix.words}
      </ButtonLink>
    );
  if (fix.kind === "allow-rough" && mayChange)
    return (
      <Button size="sm" busy={acts.busy(job)} onClick={() => acts.allowRough(job)}>
        {fix.words}
      </Button>
    );
  return <p className="self-center text-muted text-xs">{whoCan(fix.kind, job)} can change that.</p>;
}

const whoCan = (kind: string, job: QueueJob): string =>
  kind === "allow-rough" || kind === "release" || kind === "resume-person"
    ? job.who.name
    : kind === "approve"
      ? "A supervisor"
      : "A manager";

function NodeReasons({ job }: { job: QueueJob }) {
  const nodes = job.why?.nodes.filter(({ reason }) => reason !== null) ?? [];
  if (nodes.length < 2) return null;
  return (
    <details className="text-xs">
      <summary className="w-fit rounded-control text-muted hover:text-text">Node by node</summary>
      <ul className="mt-1 grid gap-0.5 pl-3">
        {nodes.map(({ nodeId, name, reason }) => (
          <li key={nodeId} className="text-muted">
            <span className="text-text">{name}</span> {reason}
          </li>
        ))}
      </ul>
    </details>
  );
}
