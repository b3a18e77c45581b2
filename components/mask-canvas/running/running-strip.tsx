"use client";

import { JobPicture } from "@/components/renders/job-picture";
import { JobProgressBar } from "@/components/renders/job-progress";
import { passTitle } from "@/components/renders/job-words";
import { cx } from "@/components/ui/cx";
import { tip } from "@/components/ui/tip";
import type { Running } from "./use-running";

/** A place in the strip for each job that runs, with its last step; a press lays that step on the picture or takes it off. */
export function RunningStrip({ running: { jobs, placed, canPlace, toggle } }: { running: Running }) {
  return (
    <ul aria-label="On the way" className="flex shrink-0 gap-2 px-3 pb-2">
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
              <span className="mt-1 block truncate text-xs">{title}</span>
              <JobProgressBar job={job} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
