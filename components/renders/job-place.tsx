import { Link } from "@/components/ui/link";
import type { QueueJob } from "./use-queue-acts";

/** Where a job belongs: the shot's code and the frame's letter, as a link to the shot. */
export function JobPlace({ job, withProject }: { job: QueueJob; withProject: boolean }) {
  const { project, shot, frame } = job;
  if (!project || !shot) return project ? <span className="truncate text-muted text-xs">{project.name}</span> : null;
  return (
    <span className="flex min-w-0 items-baseline gap-1.5 text-xs">
      <Link
        href={`/p/${project.slug}/script/shots/${encodeURIComponent(shot.code)}`}
        className="code shrink-0 rounded-control text-muted hover:text-text hover:underline"
      >
        {shot.code} {frame?.label}
      </Link>
      {withProject && <span className="truncate text-muted">{project.name}</span>}
    </span>
  );
}
