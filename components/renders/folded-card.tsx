"use client";
import { ChevronRight } from "lucide-react";
import { lazy, Suspense } from "react";
import { useCan } from "@/components/studio/viewer";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { costWords } from "./estimate-words";
import { JobPicture } from "./job-picture";
import { JobPlace } from "./job-place";
import { passTitle } from "./job-words";
import type { BatchFacts, Entry } from "./queue-entries";
import type { CardProps } from "./running-card";
import type { ManyActs } from "./use-many-acts";

const BatchJobs = lazy(() => import("./batch-jobs").then((file) => ({ default: file.BatchJobs })));

type FoldedCardProps = Omit<CardProps, "job"> & {
  entry: Entry & { batch: BatchFacts };
  lane: "waiting" | "done";
  many: ManyActs;
  open: boolean;
  onToggle: () => void;
};

/** An act of several in one row: how far it is, what it has cost, and its jobs on opening. */
export function FoldedCard({ entry: { batch, job }, lane, many, open, onToggle, ...card }: FoldedCardProps) {
  const can = useCan();
  const mayChange = batch.mine || can("cancel other people's work");
  const { counts } = batch;
  const id = `jobs-of-${batch.id}-${lane}`;
  return (
    <article aria-label={batch.title} className="grid gap-2">
      <div className="grid grid-cols-[96px_minmax(0,1fr)] gap-x-3">
        <JobPicture job={job} sizes="96px" className="self-start shadow-[3px_-3px_0_-1px_var(--edge)]" />
        <div className="grid min-w-0 content-start gap-0.5 pr-8">
          <button
            type="button"
            data-job={batch.id}
            aria-expanded={open}
            aria-controls={id}
            onClick={onToggle}
            className="flex min-w-0 items-center gap-1 rounded-control text-left font-medium hover:underline pointer-coarse:min-h-8"
          >
            <ChevronRight aria-hidden className={cx("-ml-1 size-4 shrink-0 stroke-[1.5]", open && "rotate-90")} />
            <span className="truncate">{passTitle(batch.title)}</span>
            <span className="num shrink-0 font-normal text-muted">× {batch.jobs}</span>
          </button>
          <JobPlace job={job} withProject={card.withProject} />
          <p className="truncate text-muted text-xs">
            {batch.who.name}
            {batch.spent > 0 && <span className="num"> · {costWords(batch.spent)} so far</span>}
          </p>
        </div>
      </div>
      <BatchBar batch={batch} />
      {lane === "waiting" && mayChange && (
        <div className="flex flex-wrap gap-1.5">
          <Button size="sm" variant="quiet" busy={many.busy} onClick={() => many.batch("cancel", batch.id)}>
            Cancel the {counts.waiting} that wait
          </Button>
        </div>
      )}
      <div id={id} hidden={!open}>
        {open && (
          <Suspense fallback={<p className="text-muted text-xs">Opening…</p>}>
            <BatchJobs batch={batch} lane={lane} {...card} />
          </Suspense>
        )}
      </div>
    </article>
  );
}

/** Done, failed, running and waiting as one bar and in words. */
function BatchBar({ batch: { counts, jobs, title } }: { batch: BatchFacts }) {
  const share = (count: number) => `${(100 * count) / Math.max(1, jobs)}%`;
  const parts = [
    `${counts.succeeded} of ${jobs} done`,
    counts.running > 0 && `${counts.running} running`,
    counts.failed > 0 && `${counts.failed} failed`,
    counts.cancelled > 0 && `${counts.cancelled} cancelled`,
    counts.waiting > 0 && `${counts.waiting} waiting`,
  ].filter(Boolean);
  return (
    <div className="grid gap-1">
      <div
        role="progressbar"
        aria-label={title}
        aria-valuemin={0}
        aria-valuemax={jobs}
        aria-valuenow={counts.succeeded}
        className="flex h-[3px] overflow-hidden rounded-full bg-edge"
      >
        <div className="bg-text" style={{ width: share(counts.succeeded) }} />
        <div className="bg-status-wip" style={{ width: share(counts.running) }} />
        <div className="bg-danger" style={{ width: share(counts.failed) }} />
      </div>
      <p className="num text-muted text-xs">{parts.join(" · ")}</p>
    </div>
  );
}
