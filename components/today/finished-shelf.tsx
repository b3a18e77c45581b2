"use client";
import { Thumb } from "@/components/media/thumb";
import { passTitle } from "@/components/renders/job-words";
import type { Output } from "@/components/trpc";
import { Ago } from "@/components/ui/ago";
import { ButtonLink } from "@/components/ui/button-link";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { StatusDot } from "@/components/ui/status-dot";

type Finished = Output["renders"]["finished"];
type Job = Finished["jobs"][number];

/** What the nodes did for me while I was away. Nothing when nothing did. */
export function FinishedShelf({ count, failed, jobs }: Finished) {
  if (count === 0) return null;
  return (
    <Section
      title="Finished since you left"
      count={count}
      {...(failed > 0 ? { description: failed === 1 ? "1 of them failed" : `${failed} of them failed` } : {})}
      actions={
        <ButtonLink href="/renders?who=mine" variant="quiet" size="sm">
          All of them
        </ButtonLink>
      }
    >
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,200px),1fr))] gap-x-4 gap-y-4 max-sm:grid-cols-2 max-sm:gap-x-3">
        {jobs.map((job) => (
          <li key={job.id} className="min-w-0">
            <Card job={job} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Card({ job }: { job: Job }) {
  const { title, state, slug, shot, frame, versionId, picture, finishedAt } = job;
  const href =
    state === "succeeded" && versionId
      ? `/p/${slug}/masks/${versionId}`
      : shot
        ? `/p/${slug}/script/shots/${encodeURIComponent(shot)}`
        : `/renders?job=${job.id}`;
  return (
    <Link href={href} className="group grid gap-1.5 rounded-picture">
      <Thumb media={picture} alt="" ratio={16 / 9} sizes="(min-width: 640px) 220px, 46vw" />
      <span className="grid min-w-0">
        <span className="flex min-w-0 items-center gap-1.5">
          {state === "failed" && <StatusDot tone="retake" />}
          <span className="truncate group-hover:underline">
            {state === "failed" ? "Failed: " : ""}
            {passTitle(title)}
          </span>
        </span>
        <span className="truncate text-muted text-xs">
          {shot && (
            <span className="code">
              {shot} {frame}{" "}
            </span>
          )}
          {finishedAt && <Ago at={finishedAt} />}
        </span>
      </span>
    </Link>
  );
}
