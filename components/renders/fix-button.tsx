"use client";
import type { ReactNode } from "react";
import { useCan } from "@/components/studio/viewer";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import type { QueueActs, QueueJob } from "./use-queue-acts";

interface FixButtonProps {
  job: QueueJob;
  acts: QueueActs;
  onOpen: (jobId: string) => void;
}

/** The one thing that would let a waiting job go, for those who may; for the others, who can. */
export function FixButton({ job, acts, onOpen }: FixButtonProps) {
  const can = useCan();
  const fix = job.why?.fix;
  if (!fix) return null;
  const mayChange = job.mine || can("cancel other people's work");
  const mayPair = can("pair nodes");
  const { nodeId, jobId } = fix;
  const press = (run: () => void, busy = acts.busy(job)) => (
    <Button size="sm" busy={busy} onClick={run}>
      {fix.words}
    </Button>
  );
  const go = (href: string) => (
    <ButtonLink size="sm" href={href}>
      {fix.words}
    </ButtonLink>
  );
  switch (fix.kind) {
    case "wait":
      // Nothing to press, but sometimes something to do elsewhere.
      return fix.words === "It starts by itself" ? null : <Quiet>{fix.words}</Quiet>;
    case "pair":
      return mayPair ? go("/nodes?pair=1") : <Quiet>A manager can change that.</Quiet>;
    case "resume":
      return mayPair && nodeId ? (
        press(() => acts.resume(nodeId), acts.resuming)
      ) : (
        <Quiet>A manager can change that.</Quiet>
      );
    case "resume-queue":
      return can("run the queue") ? press(acts.resumeQueue, acts.resuming) : <Quiet>A manager can change that.</Quiet>;
    case "resume-person":
      return job.mine || can("run the queue") ? (
        press(() => acts.resumePerson(job.who.id), acts.resuming)
      ) : (
        <Quiet>{job.who.name} can change that.</Quiet>
      );
    case "release":
      return mayChange ? press(() => acts.letGo(job)) : <Quiet>{job.who.name} can change that.</Quiet>;
    case "approve":
      return mayChange && can("approve frames") ? (
        press(() => acts.letGo(job))
      ) : (
        <Quiet>A supervisor can change that.</Quiet>
      );
    case "schedule":
      return mayPair && nodeId ? go(`/nodes/${nodeId}?edit=hours`) : <Quiet>A manager can change that.</Quiet>;
    case "projects":
      return mayPair && nodeId ? (
        press(() => acts.letWork(nodeId, job), acts.resuming)
      ) : (
        <Quiet>A manager can change that.</Quiet>
      );
    case "allow-rough":
      return mayChange ? press(() => acts.allowRough(job)) : <Quiet>{job.who.name} can change that.</Quiet>;
    case "try-now":
      return mayChange ? press(() => acts.tryNow(job)) : <Quiet>It starts by itself.</Quiet>;
    case "open":
      return jobId ? press(() => onOpen(jobId)) : null;
  }
}

const Quiet = ({ children }: { children: ReactNode }) => (
  <p className="self-center text-pretty text-muted text-xs">{children}</p>
);
