"use client";

import { JobPicture } from "@/components/renders/job-picture";
import { passTitle } from "@/components/renders/job-words";
import type { QueueJob } from "@/components/renders/use-queue-acts";
import { cx } from "@/components/ui/cx";
import { Progress } from "@/components/ui/progress";
import { tip } from "@/components/ui/tip";
import { useJobProgress } from "@/components/use-live";
import type { Running } from "./use-running";

/** A place in the strip for each job that runs, with its last step; a press lays that step on the picture or takes it off. */
export function RunningStrip({ running: { jobs, placed, canPlace, toggle } }: { running: Running }) {
  return (
    <ul aria-label="On the way" className="flex shrink-0 gap-2 px-3">
      {jobs.map((job) => {
        const title = passTitle(job.title);
        const on = job.id === placed?.id;
        return (
          <li key={job.id} className="w-29">
            <button
              type="button"
              aria-label={`${title}, its steps on the picture`}
              aria-pressed={on}
              disabled={!canPlace(job.id)}
              onClick={() => toggle(job.id)}
              {...tip(on ? "Take its steps off the picture" : "Lay its steps on the picture")}
              className={cx("block w-full rounded-control p-1 text-left hover:bg-hover", on && "bg-selected")}
            >
              <JobPicture job={job} sizes="108px" />
              <span className="mt-0.5 mb-1 block truncate text-xs leading-4">{title}</span>
              <Bar job={job} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** The bar alone: step and time left stand in the column at the right, and there is no room for them here. */
function Bar({ job }: { job: QueueJob }) {
  const live = useJobProgress(job.id);
  return <Progress value={live?.fraction ?? job.fraction} label={job.title} />;
}
