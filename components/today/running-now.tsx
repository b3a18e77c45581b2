"use client";
import { useQuery } from "@tanstack/react-query";
import { JobPicture } from "@/components/renders/job-picture";
import { JobPlace } from "@/components/renders/job-place";
import { JobProgressBar } from "@/components/renders/job-progress";
import { passTitle } from "@/components/renders/job-words";
import { useTRPC } from "@/components/trpc";
import { ButtonLink } from "@/components/ui/button-link";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";

/** Jobs in hand with their live pictures, and how many wait behind them. */
export function RunningNow() {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.renders.pulse.queryOptions());
  return (
    <Section
      title="Running"
      {...(data ? { count: data.counts.running } : {})}
      actions={
        <ButtonLink href="/renders" variant="quiet" size="sm">
          Queue
        </ButtonLink>
      }
    >
      {!data ? (
        <Skeleton className="h-5 w-40" />
      ) : data.running.length === 0 ? (
        <p className="text-muted">Nothing is running{waits(data.counts.waiting, "; ")}.</p>
      ) : (
        <ul className="grid gap-4">
          {data.running.map((job) => (
            <li key={job.id} className="grid grid-cols-[112px_minmax(0,1fr)] gap-3">
              <JobPicture job={job} sizes="112px" className="self-start" />
              <div className="grid content-start gap-1">
                <span className="truncate">{passTitle(job.title)}</span>
                <JobPlace job={job} withProject={false} />
                <JobProgressBar job={job} />
              </div>
            </li>
          ))}
        </ul>
      )}
      {data && data.running.length > 0 && data.counts.waiting > 0 && (
        <p className="text-muted text-xs">{waits(data.counts.waiting, "")}</p>
      )}
    </Section>
  );
}

const waits = (count: number, before: string): string =>
  count === 0 ? "" : `${before}${count} ${count === 1 ? "job waits" : "jobs wait"}`;
